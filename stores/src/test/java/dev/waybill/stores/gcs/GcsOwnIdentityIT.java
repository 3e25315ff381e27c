package dev.waybill.stores.gcs;

import static dev.waybill.stores.gcs.GcsPlaces.BUCKET;
import static dev.waybill.stores.gcs.GcsPlaces.CREATE;
import static dev.waybill.stores.gcs.GcsPlaces.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.PlaceProof;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.PrivateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As whom buckets are written that customers have granted to the service's own account. */
class GcsOwnIdentityIT {
  private static final Credentials.GoogleGrant GRANT =
      new Credentials.GoogleGrant(new PlaceProof(UUID.randomUUID(), "s".repeat(43)));

  @TempDir private static Path authorityFolder;
  private static Optional<PrivateAuthority> authority = Optional.empty();

  @TempDir private Path folder;
  private final FakeGcsServer server = FakeGcsServer.withTls(authority.orElseThrow());
  private final FakeServiceAccount own = server.account("waybill@service.example");

  @BeforeAll
  static void makeAuthority() {
    authority = Optional.of(PrivateAuthority.in(authorityFolder, "Google"));
  }

  @BeforeEach
  void grant() {
    server.grant(own, BUCKET, CREATE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void writesAsItsOwnServiceAccount() throws IOException {
    try (GcsStores stores = stores(identity(own.file("https://elsewhere.example/token")))) {
      assertThat(put(stores)).isEqualTo(new PutOutcome.Stored());
      assertThat(stores.serviceAccount()).contains("waybill@service.example");
    }
  }

  @Test
  void namesItsOwnServiceAccountWhereItLacksThePermission() throws IOException {
    server.revoke(own, BUCKET);
    try (GcsStores stores = stores(identity(own.file()))) {
      Failure failure = refused(put(stores));

      assertThat(failure.code()).isEqualTo("ACCESS_DENIED");
      assertThat(failure.message()).contains("waybill@service.example", CREATE);
      assertThat(failure.advice()).contains("--member=serviceAccount:waybill@service.example");
      assertThat(stores.serviceAccount()).contains("waybill@service.example");
    }
  }

  @Test
  void hasNoOwnServiceAccountUnlessTheOperatorSetsOne() {
    try (GcsStores stores = stores(Optional.empty())) {
      FailureException refusal =
          catchThrowableOfType(FailureException.class, () -> stores.open(GcsPlaces.at("p"), GRANT));

      assertThat(refusal.failure().code()).isEqualTo("NO_SERVICE_IDENTITY");
      assertThat(stores.serviceAccount()).isEmpty();
    }
  }

  @Test
  void exchangesTokensOfAnotherPlatformOnlyOverTls() throws IOException {
    Path file = folder.resolve("federation.json");
    Files.writeString(
        file,
        """
        {"type": "external_account", "audience": "//iam.googleapis.com/x",
         "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
         "token_url": "http://sts.example/v1/token",
         "credential_source": {"file": "/var/run/token"}}
        """);

    assertThat(startRefusal(file)).hasMessageContaining("without https");
  }

  @Test
  void runsNoProgramForATokenOfAnotherPlatform() throws IOException {
    Path file = folder.resolve("federation.json");
    Files.writeString(
        file,
        """
        {"type": "external_account", "audience": "//iam.googleapis.com/x",
         "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
         "token_url": "https://sts.googleapis.com/v1/token",
         "credential_source": {"executable": {"command": "/bin/true"}}}
        """);

    assertThat(startRefusal(file)).hasMessageContaining("another program");
  }

  @Test
  void knowsTheServiceAccountBehindTheTokensOfAnotherPlatform() throws IOException {
    String federation =
        """
        {"type": "external_account", "audience": "//iam.googleapis.com/x",
         "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
         "token_url": "https://sts.googleapis.com/v1/token",
         "service_account_impersonation_url":
          "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/w@p.iam.gserviceaccount.com:generateAccessToken",
         "credential_source": {"file": "/var/run/token"}}
        """;
    try (GcsStores stores = stores(identity(federation))) {
      assertThat(stores.serviceAccount()).contains("w@p.iam.gserviceaccount.com");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"authorized_user\",\"refresh_token\":\"hush\"}",
        "{\"type\":\"service_account\"}",
        "{\"type\":\"external_account\"}",
        "{}",
        "hush"
      })
  void doesNotStartWithAFileOfAnotherKind(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), content);

    InvalidInput refusal = startRefusal(file);

    assertThat(refusal.field()).isEqualTo("google.credentials");
    assertThat(refusal).hasMessageContaining(file.toString()).hasMessageNotContaining("hush");
  }

  @Test
  void doesNotStartWithoutTheFile() {
    assertThat(startRefusal(folder.resolve("none.json"))).hasMessageContaining("cannot be read");
  }

  private static PutOutcome put(GcsStores stores) {
    return stores
        .open(GcsPlaces.at("p"), GRANT)
        .put(new ObjectKey("object"), "content".getBytes(UTF_8));
  }

  private Optional<GoogleIdentity> identity(String file) throws IOException {
    return Optional.of(
        new GoogleIdentity.File(Files.writeString(folder.resolve("identity.json"), file)));
  }

  private InvalidInput startRefusal(Path file) {
    return catchThrowableOfType(
        InvalidInput.class, () -> stores(Optional.of(new GoogleIdentity.File(file))).close());
  }

  private GcsStores stores(Optional<GoogleIdentity> identity) {
    CaBundle trusted = CaBundle.read(authority.orElseThrow().certificate());
    return new GcsStores(
        GcsPlaces.settings(server, identity, Optional.empty(), Optional.of(trusted)),
        GcsPlaces.TIME);
  }
}
