package dev.waybill.server.portal.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.portal.setup.Instructions;
import dev.waybill.server.portal.setup.SetupDocument;
import dev.waybill.server.portal.setup.SetupGuide;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingSetupTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final UUID EXTERNAL_ID = UUID.fromString("0b5ab3a2-35f4-4a2a-9d20-27a9f2f4f1c5");
  private static final String ROLE = "arn:aws:iam::111122223333:role/acme-audit";
  private static final Location BUCKET = new GcsLocation("lake-of-acme", new StoragePath("audit"));

  @ParameterizedTest
  @CsvSource({"ASSUME_ROLE, true", "PUT, true", "RESOLVE, false", "EXTERNAL_ID_ENFORCED, false"})
  void aRoleHasItsDocumentsAsLongAsTheyCanHelp(Stage failed, boolean shown) {
    assertThat(of(role(ROLE, failed(failed))).instructions().isEmpty()).isNotEqualTo(shown);
  }

  @Test
  void aRolesDocumentsNameThatRole() {
    Instructions role = of(role(ROLE, failed(Stage.ASSUME_ROLE))).instructions().getFirst();

    assertThat(text(role, "waybill-setup.sh")).contains("acme-audit", EXTERNAL_ID.toString());
    assertThat(text(role, "bucket-policy-statements.json")).contains(ROLE);
    assertThat(role.notes()).anyMatch(note -> note.contains("203.0.113.7"));
  }

  @Test
  void aRoleThatTheDocumentsWouldNotMakeHasNone() {
    String ofTeam = "arn:aws:iam::111122223333:role/team/acme-audit";

    assertThat(of(role(ofTeam, failed(Stage.PUT))).instructions()).isEmpty();
    assertThat(of(role(ROLE, failed(Stage.PUT)), "", Optional.of("waybill-")).instructions())
        .isEmpty();
  }

  @Test
  void whoeverLetsTheServiceInHasNothingLeftToDo() {
    assertThat(of(role(ROLE, ConnectionTest.passed(NOW))).instructions()).isEmpty();
    assertThat(of(google(ConnectionTest.passed(NOW))).instructions()).isEmpty();
    assertThat(of(google(failed(Stage.CONFIRM))).instructions()).isEmpty();
  }

  @Test
  void theProjectIsAskedForAndNamed() {
    PendingSetup asked = of(google(failed(Stage.PUT)));
    PendingSetup given = of(google(failed(Stage.PUT)), "acme-prod", Optional.empty());

    assertThat(asked.asksForProject()).isTrue();
    assertThat(text(asked.instructions().getFirst(), "bindings.json")).contains("PROJECT_ID");
    assertThat(given.project()).isEqualTo("acme-prod");
    assertThat(text(given.instructions().getFirst(), "bindings.json")).contains("acme-prod");
    assertThat(given.instructions().getFirst().notes()).isNotEmpty();
  }

  @Test
  void aProjectThatCannotBeIsTold() {
    PendingSetup wrong = of(google(failed(Stage.PUT)), "No", Optional.empty());

    assertThat(wrong.projectProblem()).contains("A project's id");
    assertThat(wrong.project()).isEqualTo("No");
    assertThat(text(wrong.instructions().getFirst(), "bindings.json")).contains("PROJECT_ID");
  }

  private static PendingSetup of(StorageIntegration integration) {
    return of(integration, "", Optional.empty());
  }

  private static PendingSetup of(
      StorageIntegration integration, String project, Optional<String> roleNamePrefix) {
    var terms =
        new SetupTerms(
            Optional.of(new PrincipalArn("arn:aws:iam::999988887777:role/waybill")),
            roleNamePrefix,
            List.of("203.0.113.7"));
    return PendingSetup.of(integration, project, new SetupGuide(terms, new Identities()));
  }

  private static String text(Instructions instructions, String file) {
    return instructions.documents().stream()
        .filter(document -> document.file().equals(file))
        .map(SetupDocument::text)
        .findFirst()
        .orElseThrow();
  }

  private static StorageIntegration role(String arn, ConnectionTest test) {
    return integration(
        new S3Location(
            "lake-of-acme", new StoragePath("audit"), "us-east-1", Optional.empty(), false),
        new Authentication.AssumedRole(new RoleArn(arn)),
        test);
  }

  private static StorageIntegration google(ConnectionTest test) {
    return integration(BUCKET, new Authentication.GoogleGrant(), test);
  }

  private static StorageIntegration integration(
      Location location, Authentication authentication, ConnectionTest test) {
    return new StorageIntegration(
        new IntegrationId(UUID.randomUUID()),
        new TenantId("acme"),
        "lake",
        location,
        authentication,
        false,
        EXTERNAL_ID,
        test,
        1,
        NOW,
        NOW);
  }

  private static ConnectionTest failed(Stage stage) {
    return ConnectionTest.failed(
        "no", new Failure(Fault.CUSTOMER, stage, "NO", "No.", "Do it."), NOW);
  }

  private static final class Identities implements SharedIdentities {
    @Override
    public Optional<String> applicationName() {
      return Optional.empty();
    }

    @Override
    public Optional<String> applicationId() {
      return Optional.empty();
    }

    @Override
    public Optional<String> consentUrl(TenantId tenant, IntegrationId integration) {
      return Optional.empty();
    }

    @Override
    public Optional<String> serviceAccount() {
      return Optional.of("writer@waybill-prod.iam.gserviceaccount.com");
    }
  }
}
