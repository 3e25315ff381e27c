package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final String SECRET = "hush-hush-hush-hush-hush-hush-hush-hush-hush";
  private static final UUID ID = new UUID(1, 2);
  private static final RoleArn ROLE = new RoleArn("arn:aws:iam::111122223333:role/r");
  private static final EntraDirectory DIRECTORY = SharedIdentities.DIRECTORY;
  private static final Credentials.AccessKey KEY = new Credentials.AccessKey("AK", SECRET);
  private static final Credentials SAS =
      new Credentials.SharedAccessSignature(
          new SasToken("sv=1&sp=cw&se=2026-11-20T14:00Z&sig=" + SECRET));
  private static final Credentials APPLICATION =
      new Credentials.EntraApplication(DIRECTORY, new PlaceProof(ID, SECRET));
  private static final Credentials GRANT = new Credentials.GoogleGrant(new PlaceProof(ID, SECRET));
  private static final Credentials GOOGLE_KEY =
      new Credentials.ServiceAccountKey(new GoogleKey("w@example.com", "1a2b", SECRET));

  @Test
  void showNoSecret() {
    for (Credentials each : List.of(KEY, KEY.after(KEY), SAS, APPLICATION, GRANT, GOOGLE_KEY)) {
      assertThat(each.toString()).doesNotContain("hush");
      assertThat(each.authentication().toString()).doesNotContain("hush");
    }
  }

  @Test
  void showHowTheyAuthenticate() {
    assertThat(new Credentials.None().authentication()).isEqualTo(new Authentication.None());
    assertThat(KEY.authentication()).isEqualTo(new Authentication.AccessKey());
    assertThat(new Credentials.AssumedRole(ROLE, ID).authentication())
        .isEqualTo(new Authentication.AssumedRole(ROLE));
    assertThat(SAS.authentication())
        .isEqualTo(
            new Authentication.SharedAccessSignature(
                Optional.of(Instant.parse("2026-11-20T14:00:00Z")), Optional.of("cw")));
    assertThat(APPLICATION.authentication())
        .isEqualTo(new Authentication.EntraApplication(DIRECTORY));
    assertThat(GRANT.authentication()).isEqualTo(new Authentication.GoogleGrant());
    assertThat(GOOGLE_KEY.authentication())
        .isEqualTo(new Authentication.ServiceAccountKey("w@example.com", "1a2b"));
  }

  @Test
  void sayWhenTheyEndIfTheyKnow() {
    assertThat(SAS.authentication().expiresAt()).contains(Instant.parse("2026-11-20T14:00:00Z"));
    for (Credentials each : List.of(new Credentials.None(), KEY, APPLICATION, GRANT, GOOGLE_KEY)) {
      assertThat(each.authentication().expiresAt()).isEmpty();
    }
  }

  @Test
  void needAProofWhereTenantsShareThem() {
    assertThat(APPLICATION.proof()).contains(new PlaceProof(ID, SECRET));
    assertThat(GRANT.proof()).contains(new PlaceProof(ID, SECRET));
    for (Credentials each :
        List.of(
            new Credentials.None(), KEY, new Credentials.AssumedRole(ROLE, ID), SAS, GOOGLE_KEY)) {
      assertThat(each.proof()).isEmpty();
    }
  }
}
