package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.log.Position;
import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestCodec;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.SignedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was removed before a stream began, its first manifest does not prove complete. Three events
 * were received, an hour after the other, and retention gave the first one up.
 */
class LostPastTest {
  private static final String LONG_AGO = "2026-01-01T00:00:00Z";

  private final ApiFixture api;
  private ApiFixture.Tenant tenant;
  private Instant second;
  private Position kept;

  LostPastTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterEach
  void close() {
    api.close();
  }

  @BeforeEach
  void receive() {
    tenant = api.tenant();
    receive("a");
    kept = api.log.end(tenant.id);
    second = api.time.now();
    receive("b");
    receive("c");
    api.controlPlane
        .retentionLedger()
        .mark(api.controlPlane.tenants().find(tenant.id).orElseThrow(), kept, Position.ZERO);
  }

  private void receive(String id) {
    api.append(tenant, id);
    api.time.advance(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEGINNING", LONG_AGO})
  void anExportClaimsOnlyWhatIsLeft(String startFrom) throws IOException {
    api.log.trim(tenant.id, kept);

    assertThat(first("p", export("p", startFrom)).received().from())
        .isEqualTo(second.toEpochMilli() - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEGINNING", LONG_AGO})
  void anExportDoesNotClaimWhatIsAboutToBeRemoved(String startFrom) throws IOException {
    Manifest manifest = first("p", export("p", startFrom));

    assertThat(manifest.received().from()).isEqualTo(second.toEpochMilli() - 1);
    assertThat(manifest.events()).isEqualTo(new Manifest.Events(1, 2, 2, 0, 0));
  }

  @Test
  void aBackfillClaimsOnlyWhatIsLeftAndShowsWhatWasAskedFor() throws IOException {
    api.log.trim(tenant.id, kept);
    String to = api.time.now().toString();
    String export = export("p", "NOW");

    String backfill = backfill(export, to);

    Manifest manifest = first("p/again", backfill);
    assertThat(manifest.received().from()).isEqualTo(second.toEpochMilli() - 1);
    assertThat(manifest.received().through()).isEqualTo(Instant.parse(to).toEpochMilli() - 1);
    assertThat(
            tenant
                .data("{ exportBackfill(id: \"%s\") { from } }".formatted(backfill))
                .at("/exportBackfill/from")
                .asString())
        .isEqualTo(LONG_AGO);
    assertThat(backfill(export, to)).isEqualTo(backfill);
  }

  @Test
  void aBackfillOfAWindowOfWhichNothingIsLeftClaimsNothing() throws IOException {
    api.log.trim(tenant.id, kept);

    Manifest manifest =
        first("p/again", backfill(export("p", "NOW"), second.minusSeconds(60).toString()));

    assertThat(manifest.received().from()).isEqualTo(manifest.received().through());
    assertThat(manifest.events().count()).isZero();
  }

  @Test
  void nothingIsLeftToBackfillBeforeAnExportThatBeganWithWhatIsLeft() {
    api.log.trim(tenant.id, kept);
    String export = export("p", "BEGINNING");

    assertThat(
            tenant
                .error(
                    "mutation { backfill(configurationId: \"%s\" from: \"%s\" to: \"%s\") { id } }"
                        .formatted(export, LONG_AGO, api.time.now()))
                .get("message")
                .asString())
        .contains("there is nothing before it");
  }

  private String export(String path, String startFrom) {
    return tenant
        .data(
            """
            mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR
              root: "%s" path: "%s" startFrom: "%s" }) { id } }
            """
                .formatted(api.root, path, startFrom))
        .at("/createDirectoryExportConfiguration/id")
        .asString();
  }

  private String backfill(String export, String to) {
    return tenant
        .data(
            """
            mutation { backfill(configurationId: "%s" from: "%s" to: "%s" prefix: "again") { id } }
            """
                .formatted(export, LONG_AGO, to))
        .at("/backfill/id")
        .asString();
  }

  /** Delivers, and reads what a stream's first manifest says. */
  private Manifest first(String path, String stream) throws IOException {
    api.time.advance(Duration.ofHours(2));
    do {
      api.deliver();
    } while (api.engine.planDue() > 0);
    Path file =
        api.root
            .resolve(tenant.id.value())
            .resolve(path)
            .resolve(new ManifestNames(UUID.fromString(stream)).manifest(1).value());
    return value(ManifestCodec.decode(value(SignedDocument.decode(Files.readAllBytes(file)))));
  }

  private static <T> T value(Decoded<T> decoded) {
    return switch (decoded) {
      case Decoded.Accepted<T>(T value) -> value;
      case Decoded.Refused<T>(String reason) -> throw new AssertionError(reason);
    };
  }
}
