package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.GcsLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A tenant proves that a place is its own, where the service writes with one identity for all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfirmationApiTest {
  private static final String STATUS =
      "{ connectionStatus connectionTest { stage code } endpointConfiguration { ... on"
          + " GcsEndpointConfiguration { confirmed } } }";

  private final ApiFixture api;

  ConfirmationApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void nothingIsDeliveredBeforeAndWhatWaitedIsDeliveredAtOnceAfter() {
    ApiFixture.Tenant tenant = api.tenant();
    Export export = create(tenant, "gs://waits/p");
    api.append(tenant, "e1");
    String job =
        tenant
            .data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(export.id))
            .at("/runExportConfiguration/id")
            .asString();
    api.deliver();

    JsonNode blocked = job(tenant, job);
    assertThat(blocked.get("status").asString()).isEqualTo("BLOCKED");
    assertThat(blocked.at("/failure/code").asString()).isEqualTo("DESTINATION_NOT_CONFIRMED");
    assertThat(blocked.at("/failure/stage").asString()).isEqualTo("CONFIRM");
    assertThat(api.clouds.keys(GcsLocation.parse("gs://waits/p")))
        .containsExactlyInAnyOrder(".waybill.export.log", ".waybill.confirm." + export.integration);

    JsonNode confirmed = confirm(tenant, export.id, token("gs://waits/p", export));
    api.deliver();

    assertThat(confirmed.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(confirmed.at("/endpointConfiguration/confirmed").asBoolean()).isTrue();
    assertThat(job(tenant, job).get("status").asString()).isEqualTo("SUCCEEDED");
  }

  @Test
  void theStorageIntegrationMayBeNamedTooAndTwiceIsAsGood() {
    ApiFixture.Tenant tenant = api.tenant();
    Export export = create(tenant, "gs://twice/p");
    String token = token("gs://twice/p", export);
    assertThat(token).endsWith("\n");

    for (String given : List.of(token, token.strip(), " " + token)) {
      assertThat(confirm(tenant, export.integration, given).get("connectionStatus").asString())
          .isEqualTo("SUCCESS");
    }
  }

  @Test
  void anotherTokenIsRefused() {
    ApiFixture.Tenant tenant = api.tenant();
    Export export = create(tenant, "gs://guarded/p");
    Export own = create(tenant, "gs://own/p");

    for (String token : List.of("", "x", token("gs://own/p", own), "\\u0000")) {
      JsonNode error = tenant.error(document(export.id, token));

      assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
      assertThat(error.at("/extensions/field").asString()).isEqualTo("token");
      assertThat(error.get("message").asString())
          .contains("gs://guarded/p", "p/.waybill.confirm." + export.integration)
          .doesNotContain("\n", token("gs://guarded/p", export).strip());
    }
    assertThat(status(tenant, export).at("/connectionTest/code").asString())
        .isEqualTo("DESTINATION_NOT_CONFIRMED");
  }

  @Test
  void aPlaceOfAnotherTenantsIsAConflictAndNoMoreIsTold() {
    ApiFixture.Tenant first = api.tenant();
    ApiFixture.Tenant second = api.tenant();
    Export firsts = create(first, "gs://shared/a");
    confirm(first, firsts.id, token("gs://shared/a", firsts));

    for (String place : List.of("gs://shared/a", "gs://shared", "gs://shared/a/b")) {
      Export seconds = create(second, place);
      JsonNode error = second.error(document(seconds.id, token(place, seconds)));

      assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
      assertThat(error.get("message").asString()).isEqualTo(place + " belongs to another tenant.");
    }
    Export beside = create(second, "gs://shared/ab");
    assertThat(
            confirm(second, beside.id, token("gs://shared/ab", beside))
                .get("connectionStatus")
                .asString())
        .isEqualTo("SUCCESS");
  }

  @Test
  void anotherPlaceIsConfirmedAnewByATokenOfItsOwn() {
    ApiFixture.Tenant tenant = api.tenant();
    Export export = create(tenant, "gs://moving/old");
    String old = token("gs://moving/old", export);
    confirm(tenant, export.id, old);
    String update = "mutation { updateGcsExportConfiguration(data: { id: \"%s\" %s }) %s }";

    JsonNode same =
        tenant
            .data(update.formatted(export.id, "interval: EVERY_6_HOURS", STATUS))
            .get("updateGcsExportConfiguration");
    JsonNode moved =
        tenant
            .data(update.formatted(export.id, "path: \"new\"", STATUS))
            .get("updateGcsExportConfiguration");

    assertThat(same.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(moved.at("/connectionTest/code").asString()).isEqualTo("DESTINATION_NOT_CONFIRMED");
    assertThat(moved.at("/endpointConfiguration/confirmed").asBoolean()).isFalse();
    assertThat(tenant.error(document(export.id, old)).at("/extensions/field").asString())
        .isEqualTo("token");
    assertThat(
            confirm(tenant, export.id, token("gs://moving/new", export))
                .get("connectionStatus")
                .asString())
        .isEqualTo("SUCCESS");
  }

  @Test
  void whatDoesNotWorkIsConfirmedButItsStatusSaysSo() {
    ApiFixture.Tenant tenant = api.tenant();
    Export export = create(tenant, "gs://closing/p");
    GcsLocation place = GcsLocation.parse("gs://closing/p");
    api.clouds.close(
        place,
        new Failure(Fault.CUSTOMER, Stage.PUT, "ACCESS_DENIED", "Access was taken.", "Give it."));

    JsonNode confirmed = confirm(tenant, export.id, token("gs://closing/p", export));
    api.clouds.reopen(place);

    assertThat(confirmed.at("/connectionTest/code").asString()).isEqualTo("ACCESS_DENIED");
    assertThat(confirmed.at("/endpointConfiguration/confirmed").asBoolean()).isTrue();
    assertThat(status(tenant, export).get("connectionStatus").asString()).isEqualTo("SUCCESS");
  }

  @Test
  void whatTheTenantsOwnCredentialsReachNeedsNone() {
    ApiFixture.Tenant tenant = api.tenant();
    String directory =
        tenant
            .data(
                "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\" }) { id } }"
                    .formatted(api.root))
            .at("/createDirectoryExportConfiguration/id")
            .asString();

    JsonNode error = tenant.error(document(directory, "x"));

    assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).isEqualTo("id");
    assertThat(error.get("message").asString()).contains("needs no confirmation");
  }

  @Test
  void aDraftHasNoPlaceYet() {
    ApiFixture.Tenant tenant = api.tenant();
    String draft =
        tenant
            .data("mutation { createStorageIntegration(data: { draft: true }) { id } }")
            .at("/createStorageIntegration/id")
            .asString();

    JsonNode error = tenant.error(document(draft, "x"));

    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(error.get("message").asString()).contains("updateStorageIntegrationDestination");
  }

  @Test
  void anothersIsNotFoundEvenWithItsToken() {
    Export theirs = create(api.tenant(), "gs://theirs/p");
    ApiFixture.Tenant other = api.tenant();
    String token = token("gs://theirs/p", theirs);
    JsonNode missing = other.error(document("6d8a4fd6-97d5-45d7-a8f7-000000000000", token));

    assertThat(missing.at("/extensions/code").asString()).isEqualTo("NOT_FOUND");
    for (String id : List.of(theirs.id, theirs.integration, "not an id", "")) {
      assertThat(other.error(document(id, token))).isEqualTo(missing);
    }
  }

  private record Export(String id, String integration) {}

  private static Export create(ApiFixture.Tenant tenant, String place) {
    JsonNode created =
        tenant
            .data(
                "mutation { createGcsExportConfiguration(data: { interval: EVERY_HOUR destination: \"%s\" }) { id storageIntegrationId } }"
                    .formatted(place))
            .get("createGcsExportConfiguration");
    return new Export(created.get("id").asString(), created.get("storageIntegrationId").asString());
  }

  /** As the tenant reads it in its bucket. */
  private String token(String place, Export export) {
    return api.clouds
        .read(GcsLocation.parse(place), ".waybill.confirm." + export.integration)
        .orElseThrow();
  }

  private static String document(String id, String token) {
    return "mutation { confirmDestination(id: \"%s\" token: \"%s\") %s }"
        .formatted(id, graphQl(token), STATUS);
  }

  private static String graphQl(String text) {
    return text.replace("\n", "\\n");
  }

  private static JsonNode confirm(ApiFixture.Tenant tenant, String id, String token) {
    return tenant.data(document(id, token)).get("confirmDestination");
  }

  private static JsonNode status(ApiFixture.Tenant tenant, Export export) {
    return tenant
        .data("query { exportConfiguration(id: \"%s\") %s }".formatted(export.id, STATUS))
        .get("exportConfiguration");
  }

  private static JsonNode job(ApiFixture.Tenant tenant, String id) {
    return tenant
        .data("query { exportJob(id: \"%s\") { status failure { stage code } } }".formatted(id))
        .get("exportJob");
  }
}
