package dev.waybill.stores.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryStoresTest {
  private static final ObjectKey KEY = new ObjectKey("events/one.ndjson.gz");
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;
  private final SettableTime time = new SettableTime(Instant.parse("2026-11-20T14:00:00Z"));

  @Test
  void keepsTenantsApartThatDifferOnlyInCaseOrInADotAtTheEnd() throws IOException {
    List<String> tenants = List.of("acme", "Acme", "ACME", "acme.", "acme..", "a.c.m.e", "acme_");
    for (String tenant : tenants) {
      assertThat(put(tenant, "")).isEqualTo(new PutOutcome.Stored());
    }

    assertThat(children())
        .containsExactlyInAnyOrder(
            "acme", "+acme", "+a+c+m+e", "acme+_", "acme.+_", "a.c.m.e", "acme_");
    assertThat(children().stream().map(name -> name.toLowerCase(java.util.Locale.ROOT)))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "relative", "", " ", "/allowed/../etc", "/allow", "/allowed/sub"})
  void refusesARootThatIsNotAllowed(String root) {
    DirectoryStores stores = new DirectoryStores(Set.of(Path.of("/allowed")), time);

    RuntimeException refusal =
        catchThrowableOfType(RuntimeException.class, () -> stores.open(location(root, "t", "")));

    if (refusal instanceof FailureException e) {
      assertThat(e.failure().code()).isEqualTo("ROOT_NOT_ALLOWED");
      assertThat(e.failure().fault()).isEqualTo(Fault.CALLER);
      assertThat(e.failure().stage()).isEqualTo(Stage.RESOLVE);
    } else {
      assertThat(refusal).hasMessageContaining("root is empty");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/allowed", "/allowed/", "/allowed/.", "/other/../allowed"})
  void opensAnAllowedRootInAnySpelling(String root) {
    DirectoryStores stores = new DirectoryStores(Set.of(Path.of("/allowed/")), time);

    assertThat(stores.open(location(root, "t", ""))).isNotNull();
  }

  @Test
  void doesNotCreateARoot() {
    Path missing = folder.resolve("not-mounted");

    Failure failure = refused(put(missing, "acme", ""));

    assertThat(failure.code()).isEqualTo("ROOT_MISSING");
    assertThat(failure.fault()).isEqualTo(Fault.OURS);
    assertThat(missing).doesNotExist();
  }

  @Test
  void followsTheOperatorsOwnLinkToTheRoot() throws IOException {
    Files.createDirectory(folder.resolve("disk"));
    Path link = Files.createSymbolicLink(folder.resolve("exports"), folder.resolve("disk"));

    assertThat(put(link, "acme", "")).isEqualTo(new PutOutcome.Stored());

    assertThat(folder.resolve("disk/acme").resolve(KEY.value())).hasBinaryContent(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "acme/audit", "acme/audit/events", Spool.NAME})
  void followsNoLinkBelowTheRoot(String link) throws IOException {
    Path root = Files.createDirectory(folder.resolve("root"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createDirectories(root.resolve(link).resolveSibling(""));
    Files.createSymbolicLink(root.resolve(link), elsewhere);

    Failure failure = refused(put(root, "acme", "audit"));

    assertThat(failure.code()).isEqualTo("NOT_A_FOLDER");
    assertThat(failure.message()).contains(link);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void doesNotWriteThroughALinkUnderTheObjectsName() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "untouched");
    Path events = Files.createDirectories(folder.resolve("acme/events"));
    Files.createSymbolicLink(events.resolve("one.ndjson.gz"), victim);

    assertThat(put("acme", "")).isEqualTo(new PutOutcome.AlreadyThere());

    assertThat(victim).hasContent("untouched");
  }

  @Test
  void saysThatAFileIsInTheWay() throws IOException {
    Files.writeString(folder.resolve("acme"), "a file");

    assertThat(refused(put("acme", "")).code()).isEqualTo("NOT_A_FOLDER");
  }

  @Test
  void saysThatAFolderNameIsTooLong() {
    assertThat(refused(put("A".repeat(128), "")).code()).isEqualTo("NAME_TOO_LONG");
    assertThat(put("A".repeat(127), "")).isEqualTo(new PutOutcome.Stored());
  }

  @Test
  void saysThatTheObjectsOwnNameIsTooLong() {
    DirectoryStores stores = new DirectoryStores(Set.of(folder), time);
    try (ObjectStore store = stores.open(location(folder.toString(), "acme", ""))) {
      ObjectKey key = new ObjectKey("events/" + "n".repeat(256));

      assertThat(refused(store.put(key, CONTENT)).code()).isEqualTo("NAME_TOO_LONG");
    }
  }

  private PutOutcome put(String tenant, String path) {
    return put(folder, tenant, path);
  }

  private PutOutcome put(Path root, String tenant, String path) {
    DirectoryStores stores = new DirectoryStores(Set.of(root), time);
    try (ObjectStore store = stores.open(location(root.toString(), tenant, path))) {
      return store.put(KEY, CONTENT);
    }
  }

  private static DirectoryLocation location(String root, String tenant, String path) {
    return new DirectoryLocation(root, new TenantId(tenant), new StoragePath(path));
  }

  private static Failure refused(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return ((PutOutcome.Refused) outcome).failure();
  }

  private List<String> children() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(Spool.NAME))
          .toList();
    }
  }
}
