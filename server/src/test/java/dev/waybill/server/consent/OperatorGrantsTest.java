package dev.waybill.server.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Samples;
import dev.waybill.server.notifications.Grant;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.SharedIdentities;
import dev.waybill.stores.azure.AzureApplication;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.time.SettableTime;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a tenant is told to let in, by the way in which its integration authenticates. */
class OperatorGrantsTest {
  private static final String PRINCIPAL = "arn:aws:iam::111122223333:role/waybill";
  private static final UUID ID = UUID.fromString("7f3a91c2-5b4e-4d0a-9f61-2c8de5b07a14");

  private final OperatorGrants grants =
      new OperatorGrants(
          Optional.of(new PrincipalArn(PRINCIPAL)),
          new ConsentUrls(
              Optional.of(
                  new AzureApplication(
                      "0f1d6b0c-7a52-4e0f-8a43-2f5a1c0d9e11",
                      "Waybill",
                      URI.create("https://login.microsoftonline.com"),
                      new AzureApplication.Proof.Secret("hidden"))),
              Optional.of(PublicOrigin.of(URI.create("https://audit.example.com"))),
              new SettableTime(Instant.EPOCH)),
          () -> Optional.of("waybill@service.iam.gserviceaccount.com"));

  @Test
  void isForARoleThePrincipalAndTheExternalId() {
    Grant grant =
        grants.of(new Credentials.AssumedRole(new RoleArn("arn:aws:iam::444455556666:role/r"), ID));

    assertThat(grant)
        .isEqualTo(
            new Grant(
                Optional.of(ID.toString()),
                Optional.of(PRINCIPAL),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void isForAnApplicationItsNameAndWhereToConsent() {
    Grant grant = grants.of(SharedIdentities.application(ID, SharedIdentities.DIRECTORY));

    assertThat(grant.applicationName()).contains("Waybill");
    assertThat(grant.consentUrl().orElseThrow())
        .startsWith("https://login.microsoftonline.com/")
        .contains("/v2.0/adminconsent?client_id=0f1d6b0c-7a52-4e0f-8a43-2f5a1c0d9e11")
        .doesNotContain("hidden", SharedIdentities.SEED);
    assertThat(grant.externalId()).isEmpty();
  }

  @Test
  void isForAGrantTheServiceAccount() {
    assertThat(grants.of(SharedIdentities.grant(ID)).serviceAccount())
        .contains("waybill@service.iam.gserviceaccount.com");
  }

  @Test
  void isNothingForCredentialsOfTheTenants() {
    assertThat(grants.of(Samples.CREDENTIALS)).isEqualTo(Grant.NONE);
    assertThat(grants.of(new Credentials.None())).isEqualTo(Grant.NONE);
  }
}
