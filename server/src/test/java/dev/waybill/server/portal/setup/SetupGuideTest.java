package dev.waybill.server.portal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.IntegrationId;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.portal.destinations.SentForm;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupGuideTest {
  private static final UUID EXTERNAL_ID = UUID.fromString("0b5ab3a2-35f4-4a2a-9d20-27a9f2f4f1c5");
  private static final String PRINCIPAL = "arn:aws:iam::999988887777:role/waybill";
  private static final String APPLICATION = "5f3c1a52-7f46-4f0c-9a7e-1f2d3c4b5a69";
  private static final String ACCOUNT = "writer@waybill-prod.iam.gserviceaccount.com";

  private static final SentForm PLACE =
      new SentForm(
          Map.of(
              "bucket", "lake-of-acme",
              "path", "audit",
              "region", "eu-central-1",
              "storageAccount", "lakeofacme",
              "fileSystem", "audit-events",
              "entraTenantId", "11111111-2222-3333-4444-555555555555",
              "project", "acme-prod"));

  private final SetupGuide guide =
      new SetupGuide(
          new SetupTerms(
              Optional.of(new PrincipalArn(PRINCIPAL)), Optional.empty(), List.of("203.0.113.7")),
          new Identities());

  @Test
  void aRolesDocumentsNameTheTenantsOwnIds() {
    Instructions role = guide.of(DestinationKind.S3_ASSUMED_ROLE, PLACE, EXTERNAL_ID);

    assertThat(role.document("trust-policy.json").orElseThrow().text())
        .contains(PRINCIPAL, EXTERNAL_ID.toString());
    assertThat(role.document("permission-policy.json").orElseThrow().text())
        .contains("arn:aws:s3:::lake-of-acme/audit/*");
    assertThat(role.document("waybill.tf").orElseThrow().text()).contains(EXTERNAL_ID.toString());
    assertThat(role.facts())
        .contains(
            new Instructions.Fact("Principal", PRINCIPAL),
            new Instructions.Fact("External id", EXTERNAL_ID.toString()));
    assertThat(role.notes()).anyMatch(note -> note.contains("203.0.113.7"));
  }

  @ParameterizedTest
  @CsvSource({
    "ADLS_SAS_TOKEN, waybill-sas.sh, audit-events",
    "ADLS_ENTRA_APP, role-assignment.json, " + APPLICATION,
    "GCS, bindings.json, " + ACCOUNT,
    "GCS_SERVICE_ACCOUNT_KEY, waybill-setup.sh, lake-of-acme",
    "S3_ACCESS_KEY, permission-policy.json, lake-of-acme"
  })
  void theOthersDoSo(DestinationKind kind, String file, String named) {
    assertThat(guide.of(kind, PLACE, EXTERNAL_ID).document(file).orElseThrow().text())
        .contains(named);
  }

  @Test
  void aPlaceThatCannotBeIsToldAtItsField() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(
            () ->
                guide.of(
                    DestinationKind.S3_ACCESS_KEY,
                    new SentForm(Map.of("bucket", "Lake_")),
                    EXTERNAL_ID))
        .extracting(InvalidInput::field)
        .isEqualTo("bucket");
  }

  private static final class Identities implements SharedIdentities {
    @Override
    public Optional<String> applicationName() {
      return Optional.of("Waybill");
    }

    @Override
    public Optional<String> applicationId() {
      return Optional.of(APPLICATION);
    }

    @Override
    public Optional<String> consentUrl(TenantId tenant, IntegrationId integration) {
      return Optional.empty();
    }

    @Override
    public Optional<String> serviceAccount() {
      return Optional.of(ACCOUNT);
    }
  }
}
