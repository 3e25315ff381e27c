package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.Redirection;
import dev.waybill.export.Samples;
import dev.waybill.fault.Fault;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.HeldKeys;
import dev.waybill.integration.HeldKeys.HeldKey;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.secrets.SecretBinding.DestinationCredentials;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.RoleArn;
import dev.waybill.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access keys in the course of being exchanged. */
class SqlAccessKeysTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOW = Samples.NOW;
  private static final AccessKey OLD =
      new AccessKey("AKIAOLD", "old-secret", Optional.of(NOW.minusSeconds(9)), Optional.empty());
  private static final AccessKey NEW =
      new AccessKey("AKIANEW", "new-secret", Optional.of(NOW), Optional.empty());
  private static final ConnectionTest PASSED = ConnectionTest.passed(NOW.plusSeconds(1));

  private final Path folder;
  private final Tables tables;

  SqlAccessKeysTest(@TempDir Path folder) {
    this.folder = folder;
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void keepsBothKeysAndWhenTheyWereGiven() throws IOException {
    StorageIntegration integration = add(ACME, NEW.after(OLD));

    assertThat(credentials(integration)).isEqualTo(NEW.after(OLD));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1))
            .as(file.toString())
            .doesNotContain("old-secret")
            .doesNotContain("new-secret")
            .doesNotContain("AKIA");
      }
    }
  }

  @Test
  void showsATenantWhichKeysItsIntegrationsHold() {
    StorageIntegration both = add(ACME, NEW.after(OLD));
    StorageIntegration unknown = add(ACME, new AccessKey("AKIAEARLY", "s"));
    StorageIntegration none = add(ACME, new Credentials.None());
    StorageIntegration role =
        add(
            ACME,
            new Credentials.AssumedRole(
                new RoleArn("arn:aws:iam::111122223333:role/r"), UUID.randomUUID()));
    StorageIntegration anothers = add(OTHER, NEW);

    assertThat(
            tables.integrations.accessKeys(
                ACME, Set.of(both.id(), unknown.id(), none.id(), role.id(), anothers.id())))
        .isEqualTo(
            Map.of(
                both.id(),
                HeldKeys.of(NEW.after(OLD), NOW),
                unknown.id(),
                new HeldKeys(new HeldKey("AKIAEARLY", unknown.createdAt()), Optional.empty())));
  }

  @Test
  void decryptsNoSecretsButThoseOfTheIntegrationsAskedFor() {
    StorageIntegration asked = add(ACME, NEW);
    StorageIntegration broken = add(ACME, OLD);
    tables.database.run(
        tx ->
            tx.update(
                "UPDATE storage_integrations SET credentials = ? WHERE id = ?",
                "not encrypted".getBytes(UTF_8),
                broken.id().value()));

    assertThat(tables.integrations.accessKeys(ACME, Set.of(asked.id())))
        .containsOnlyKeys(asked.id());
    assertThat(tables.integrations.accessKeys(ACME, Set.of())).isEmpty();
  }

  @Test
  void readsWhatEarlierVersionsWrote() {
    StorageIntegration integration = add(ACME, NEW);
    byte[] early =
        "{\"type\":\"ACCESS_KEY\",\"accessKeyId\":\"A\",\"secretAccessKey\":\"s\"}".getBytes(UTF_8);
    tables.database.run(
        tx ->
            tx.update(
                "UPDATE storage_integrations SET credentials = ? WHERE id = ?",
                tables.secretKey.encrypt(
                    early, new DestinationCredentials(ACME, integration.id().value())),
                integration.id().value()));

    assertThat(credentials(integration)).isEqualTo(new AccessKey("A", "s"));
  }

  @Test
  void aProofForgetsTheKeyBeforeAndNothingElse() {
    StorageIntegration integration = add(ACME, NEW.after(OLD));
    StorageIntegration another = add(ACME, NEW.after(OLD));

    assertThat(tables.integrations.recordProof(ACME, integration.id(), 1, PASSED, Optional.empty()))
        .isTrue();

    assertThat(credentials(integration)).isEqualTo(NEW);
    assertThat(credentials(another)).isEqualTo(NEW.after(OLD));
    StorageIntegration after = tables.integrations.find(ACME, integration.id()).orElseThrow();
    assertThat(after.lastTest()).isEqualTo(PASSED);
    assertThat(after.revision()).isEqualTo(1);
    assertThat(after.updatedAt()).isEqualTo(integration.updatedAt());
  }

  @Test
  void aProofOfAnEarlierRevisionOrForAnotherTenantForgetsNothing() {
    StorageIntegration integration = add(ACME, NEW.after(OLD));

    assertThat(tables.integrations.recordProof(ACME, integration.id(), 2, PASSED, Optional.empty()))
        .isFalse();
    assertThat(
            tables.integrations.recordProof(OTHER, integration.id(), 1, PASSED, Optional.empty()))
        .isFalse();

    assertThat(credentials(integration)).isEqualTo(NEW.after(OLD));
  }

  @Test
  void aTestThatIsNoProofForgetsNothing() {
    StorageIntegration integration = add(ACME, NEW.after(OLD));
    ConnectionTest warned =
        ConnectionTest.passed(
            Samples.failure(Fault.CUSTOMER, ConnectionTest.NEW_ACCESS_KEY_REFUSED), NOW);

    assertThat(tables.integrations.recordTest(ACME, integration.id(), 1, warned)).isTrue();

    assertThat(credentials(integration)).isEqualTo(NEW.after(OLD));
  }

  @Test
  void aKeyThatReplacesOneThatWasProvenInTheMeantimeIsRefused() {
    StorageIntegration integration = add(ACME, NEW.after(OLD));
    AccessKey third = new AccessKey("AKIATHIRD", "s", Optional.of(NOW), Optional.empty());
    Redirection exchange =
        new Redirection(integration, NEW.after(OLD), integration.location(), third.after(OLD));
    ExportConfiguration export = Samples.configuration(integration);
    tables.add(export, Samples.stream(export), NOW);
    tables.integrations.recordProof(ACME, integration.id(), 1, PASSED, Optional.empty());

    assertThat(tables.integrationChanges.redirect(exchange, LinkedExports.UPDATE, NOW))
        .isInstanceOf(IntegrationChanges.Change.Conflict.class);
    assertThat(tables.configurations.update(Samples.withEnabled(export, true), exchange, NOW))
        .isInstanceOf(ExportConfigurations.Change.Conflict.class);

    assertThat(credentials(integration)).isEqualTo(NEW);
  }

  @Test
  void aProofDoesNotGetInTheWayOfOtherChanges() {
    StorageIntegration integration = add(ACME, NEW.after(OLD));
    Redirection elsewhere =
        new Redirection(integration, NEW.after(OLD), Samples.location("second"), NEW.after(OLD));
    tables.integrations.recordProof(ACME, integration.id(), 1, PASSED, Optional.empty());

    assertThat(tables.integrationChanges.redirect(elsewhere, LinkedExports.UPDATE, NOW))
        .isInstanceOf(IntegrationChanges.Change.Done.class);

    assertThat(credentials(integration)).isEqualTo(NEW);
  }

  private StorageIntegration add(TenantId tenant, Credentials credentials) {
    StorageIntegration integration = Samples.integration(tenant, Samples.location("first"));
    tables.add(integration, credentials);
    return integration;
  }

  private Credentials credentials(StorageIntegration integration) {
    return tables.integrations.credentials(ACME, integration.id()).orElseThrow();
  }
}
