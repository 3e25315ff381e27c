package dev.waybill.server.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.storage.PlaceProof;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the service writes as itself for all tenants, which could all name any place that one of
 * them has opened to it, events go to whoever can read there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedIdentityContract {
  private static final int EVENTS = 24;
  private static final String NOT_CONFIRMED = "DESTINATION_NOT_CONFIRMED";

  private final Path copies;

  SharedIdentityContract(Path copies) {
    this.copies = copies;
  }

  abstract TestingServer server();

  /** A bucket that is open to the service. */
  abstract String newBucket();

  abstract CloudExport create(TestingTenant tenant, String bucket, String path);

  /** What lies in a bucket, by name, as who owns it sees. */
  abstract SortedMap<String, byte[]> objects(String bucket);

  @Test
  void eventsComeOnceThePlaceIsConfirmed() {
    String bucket = newBucket();
    CloudExport export = create(server().newTenant(), bucket, "a");
    assertThat(export.code()).isEqualTo(NOT_CONFIRMED);

    String job = export.send(EVENTS);
    assertThat(export.awaitJob(job, "BLOCKED").at("/failure/code").asString())
        .isEqualTo(NOT_CONFIRMED);
    assertThat(objects(bucket).keySet())
        .containsExactlyInAnyOrder("a/.waybill.export.log", tokenName(export, "a"));

    assertThat(export.confirm(token(export, bucket, "a")).json().has("errors")).isFalse();

    assertThat(export.awaitJob(job, "SUCCEEDED").get("eventCount").asInt()).isEqualTo(EVENTS);
    assertThat(export.test()).isEmpty();
    assertThat(export.verify(copies, objects(bucket), "a")).isEqualTo(EVENTS);
  }

  /** The same place, one above it and one below. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "", "a/b"})
  void nobodyElseHasTheirEventsThere(String path) {
    String bucket = newBucket();
    CloudExport owner = confirmed(bucket, "a");
    String before = owner.send(EVENTS);
    owner.awaitJob(before, "SUCCEEDED");
    CloudExport stranger = create(server().newTenant(), bucket, path);
    CloudExport elsewhere = create(stranger.tenant(), newBucket(), path);

    assertThat(stranger.code()).isEqualTo(NOT_CONFIRMED);
    assertThat(codeOf(stranger, "guessed")).isEqualTo("BAD_REQUEST");
    assertThat(codeOf(stranger, token(owner, bucket, "a"))).isEqualTo("BAD_REQUEST");
    // Even with the token of the right object, should it have got out.
    assertThat(codeOf(stranger, token(stranger, bucket, path))).isEqualTo("CONFLICT");

    String job = stranger.send(EVENTS);
    assertThat(stranger.awaitJob(job, "BLOCKED").at("/failure/code").asString())
        .isEqualTo(NOT_CONFIRMED);
    assertThat(elsewhere.code()).isEqualTo(NOT_CONFIRMED);
    assertThat(owner.verify(copies, objects(bucket), "a")).isEqualTo(EVENTS);
    String theirs = stranger.id().replace("-", "").substring(0, 12);
    assertThat(objects(bucket).keySet()).noneMatch(name -> name.contains(theirs));
  }

  @Test
  void theTokenOfAnotherPlaceOfOnesOwnIsWorthNothing() {
    String theirs = newBucket();
    String own = newBucket();
    TestingTenant tenant = server().newTenant();
    CloudExport stranger = create(tenant, theirs, "a");
    CloudExport mine = create(tenant, own, "a");

    assertThat(codeOf(stranger, token(mine, own, "a"))).isEqualTo("BAD_REQUEST");
    assertThat(stranger.test()).isEqualTo(NOT_CONFIRMED);
  }

  private CloudExport confirmed(String bucket, String path) {
    CloudExport export = create(server().newTenant(), bucket, path);
    assertThat(export.confirm(token(export, bucket, path)).json().has("errors")).isFalse();
    return export;
  }

  private static String codeOf(CloudExport export, String token) {
    return export.confirm(token).json().at("/errors/0/extensions/code").asString("");
  }

  private String token(CloudExport export, String bucket, String path) {
    byte[] object = objects(bucket).get(tokenName(export, path));
    return new String(object, UTF_8).strip();
  }

  private static String tokenName(CloudExport export, String path) {
    String name = PlaceProof.key(UUID.fromString(export.integration())).toString();
    return path.isEmpty() ? name : path + "/" + name;
  }
}
