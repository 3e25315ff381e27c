package dev.waybill.stores.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStoreContract;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends ObjectStoreContract {
  private static final ObjectKey KEY = new ObjectKey("events/kind=QUERY/one.ndjson.gz");

  @TempDir private Path root;
  private @Nullable ObjectStore store;

  @BeforeEach
  void open() {
    store =
        new DirectoryStores(Set.of(root), new SettableTime(Instant.EPOCH))
            .open(
                new DirectoryLocation(
                    root.toString(), new TenantId("Acme"), new StoragePath("audit/Events")));
  }

  @Override
  protected ObjectStore store() {
    return Objects.requireNonNull(store, "not opened yet");
  }

  @Override
  protected Optional<byte[]> read(ObjectKey key) {
    Path file = root.resolve("+acme/audit/Events").resolve(key.value());
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void keepsFilesAndFoldersFromOtherUsersOfTheMachine() throws IOException {
    store().put(KEY, ascii("content"));

    Path file = root.resolve("+acme/audit/Events").resolve(KEY.value());
    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(mode(file.resolveSibling(""))).isEqualTo("rwxr-x---");
    assertThat(mode(root.resolve("+acme"))).isEqualTo("rwxr-x---");
    assertThat(mode(root.resolve(Spool.NAME))).isEqualTo("rwx------");
  }

  @Test
  void leavesNothingBehindInTheSpool() throws IOException {
    store().put(KEY, ascii("content"));
    store().put(KEY, ascii("again"));
    try (ObjectUpload upload = store().begin(new ObjectKey("events/given-up"))) {
      upload.write(ascii("half"), 0, 4);
      assertThat(spool()).isEqualTo(1);
    }

    assertThat(spool()).isZero();
  }

  @Test
  void knowsItsOwnFileWhenTheAnswerOfTheLinkWasLost() throws IOException {
    Path target = root.resolve("+acme/audit/Events").resolve(KEY.value());
    Files.createDirectories(target.resolveSibling(""));
    try (ObjectUpload upload = store().begin(KEY)) {
      upload.write(ascii("content"), 0, 7);
      Files.createLink(target, onlyFileInTheSpool());

      assertThat(upload.finish()).isEqualTo(new PutOutcome.Stored());
    }
    assertThat(target).hasContent("content");
  }

  @Test
  void takesALinkToItsOwnFileForAStrangers() throws IOException {
    Path target = root.resolve("+acme/audit/Events").resolve(KEY.value());
    Files.createDirectories(target.resolveSibling(""));
    try (ObjectUpload upload = store().begin(KEY)) {
      upload.write(ascii("content"), 0, 7);
      Files.createSymbolicLink(target, onlyFileInTheSpool());

      assertThat(upload.finish()).isEqualTo(new PutOutcome.AlreadyThere());
    }
  }

  @Test
  void staysWhereItBeganWhenAFolderIsReplacedByALinkOnTheWay(@TempDir Path elsewhere)
      throws IOException {
    Path folder = root.resolve("+acme/audit");
    Path part = root.resolve(Spool.NAME).resolve("x.part");
    try (Way way = Way.to(root, folder.resolve("Events"), Way.SHARED);
        SpoolFile file =
            SpoolFile.create(Way.to(root, root.resolve(Spool.NAME), Way.PRIVATE), part)) {
      file.channel().write(ByteBuffer.wrap(ascii("content")));
      Files.move(folder, root.resolve("moved"));
      Files.createDirectory(elsewhere.resolve("Events"));
      Files.createSymbolicLink(folder, elsewhere);

      file.link(way, folder.resolve("Events/name"));

      assertThat(file.isAt(way, folder.resolve("Events/name"))).isTrue();
    }
    assertThat(root.resolve("moved/Events/name")).hasContent("content");
    assertThat(elsewhere.resolve("Events")).isEmptyDirectory();
  }

  @Test
  void storesWhatItWroteWhenItsFileIsExchangedForAnother(@TempDir Path elsewhere)
      throws IOException {
    Path target = root.resolve("+acme/audit/Events").resolve(KEY.value());
    try (ObjectUpload upload = store().begin(KEY)) {
      upload.write(ascii("content"), 0, 7);
      Path part = onlyFileInTheSpool();
      Files.move(part, elsewhere.resolve("away"));
      Files.writeString(part, "forged");

      assertThat(upload.finish()).isEqualTo(new PutOutcome.Stored());
    }
    assertThat(target).hasContent("content");
  }

  @Test
  void storesNothingWhenItsFileIsRemovedAndReplacedByALink(@TempDir Path elsewhere)
      throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret"), "secret");
    Path target = root.resolve("+acme/audit/Events").resolve(KEY.value());
    try (ObjectUpload upload = store().begin(KEY)) {
      upload.write(ascii("content"), 0, 7);
      Path part = onlyFileInTheSpool();
      Files.delete(part);
      Files.createSymbolicLink(part, secret);

      assertThat(upload.finish())
          .isInstanceOfSatisfying(
              PutOutcome.Refused.class,
              refused ->
                  assertThat(refused.failure().message())
                      .isEqualTo(
                          "The file of "
                              + target
                              + ", or its folder, was removed while it was written."));
    }
    assertThat(target).doesNotExist();
    assertThat(secret).hasContent("secret");
  }

  private Path onlyFileInTheSpool() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(Spool.NAME))) {
      return files.findAny().orElseThrow();
    }
  }

  private long spool() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(Spool.NAME))) {
      return files.count();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
