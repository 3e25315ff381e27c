package dev.waybill.stores.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.fault.Stage;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PlaceProof;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.StoragePath;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the service's application gets its tokens, and what is said if it does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntraSignInIT {
  private static final AzureLocation PLACE =
      AzureLocation.ofAccount("waybilltest", "audit-events", StoragePath.ROOT);

  private final SettableTime time = new SettableTime();
  private final FakeBlobService server = new FakeBlobService();
  private final Path folder;
  private final FakeEntra entra;
  private EntraApplication customer = in(UUID.randomUUID());
  private int objects;

  EntraSignInIT(@TempDir Path folder) {
    this.folder = folder;
    entra = new FakeEntra(folder);
    server.createContainer("audit-events");
  }

  @BeforeEach
  void takeADirectoryOfItsOwn() {
    customer = in(UUID.randomUUID());
    entra.consent(customer.directory());
  }

  @AfterAll
  void stop() {
    entra.close();
    server.close();
  }

  @Test
  void asksOnceForATokenOfTheCustomersDirectory() {
    try (AzureStores stores = stores(entra.application())) {
      assertThat(put(stores)).isEqualTo(new PutOutcome.Stored());
      assertThat(put(stores)).isEqualTo(new PutOutcome.Stored());
    }

    assertThat(asked()).isEqualTo(1);
    assertThat(entra.strangePaths()).as("no other place is asked about directories").isEmpty();
    assertThat(server.requests().getLast().headers().getFirst("Authorization"))
        .startsWith("Bearer ");
  }

  @Test
  void renewsATokenBeforeItsEndAndGoesOnWithItIfThatFails() {
    try (AzureStores stores = stores(entra.application())) {
      put(stores);
      time.advance(Duration.ofMinutes(55));
      entra.thenRefuse(503, 90033);
      assertThat(put(stores)).isEqualTo(new PutOutcome.Stored());
      time.advance(Duration.ofMinutes(1));
      assertThat(put(stores)).isEqualTo(new PutOutcome.Stored());
    }

    assertThat(asked()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void signsInAnewWhenAConnectionIsTested() {
    try (AzureStores stores = stores(entra.application())) {
      put(stores);
      stores.authenticateAnew(customer);
      put(stores);
    }

    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void signsInAnewOnceHoweverOftenAConnectionIsTested() {
    try (AzureStores stores = stores(entra.application())) {
      put(stores);
      stores.authenticateAnew(customer);
      put(stores);
      stores.authenticateAnew(customer);
      put(stores);
      assertThat(asked()).isEqualTo(2);
      time.advance(Duration.ofSeconds(30));
      stores.authenticateAnew(customer);
      put(stores);
      assertThat(asked()).isEqualTo(3);
    }
  }

  @Test
  void keepsItsTokenIfTheDirectoryIsDownWhenAConnectionIsTested() {
    try (AzureStores stores = stores(entra.application())) {
      put(stores);
      stores.authenticateAnew(customer);
      entra.thenRefuse(503, 90033);
      assertThat(put(stores)).isEqualTo(new PutOutcome.Stored());
      assertThat(put(stores)).isEqualTo(new PutOutcome.Stored());
    }
  }

  @Test
  void keepsItsTokenWhenAContainerDoesNotLetTheApplicationIn() {
    try (AzureStores stores = stores(entra.application())) {
      put(stores);
      server.thenError(403, "AuthorizationPermissionMismatch");
      refused(put(stores));
      put(stores);
    }

    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void asksForAnotherTokenOnceWhenOneIsRefused() {
    try (AzureStores stores = stores(entra.application())) {
      put(stores);
      for (int i = 0; i < 3; i++) {
        server.thenError(401, "InvalidAuthenticationInfo");
        refused(put(stores));
      }
      put(stores);
    }

    assertThat(asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "65001, NO_CONSENT, CUSTOMER",
    "7000229, NO_CONSENT, CUSTOMER",
    "700016, NO_CONSENT, CUSTOMER",
    "90002, NO_SUCH_DIRECTORY, CUSTOMER",
    "7000112, APPLICATION_DISABLED, CUSTOMER",
    "53003, BLOCKED_BY_POLICY, CUSTOMER",
    "7000215, APPLICATION_PROOF_REFUSED, OURS",
    "7000222, APPLICATION_PROOF_REFUSED, OURS",
    "123456, SIGN_IN_REFUSED, CUSTOMER"
  })
  void saysWhyThereIsNoToken(int number, String code, Fault fault) {
    entra.thenRefuse(400, number);
    try (AzureStores stores = stores(entra.application())) {
      Failure failure = refused(put(stores));

      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.fault()).isEqualTo(fault);
      assertThat(failure.stage()).isEqualTo(Stage.ASSUME_ROLE);
      assertThat(failure.message()).contains("AADSTS" + number);
      assertThat(failure.toString()).doesNotContain(FakeEntra.SECRET);
    }
  }

  @Test
  void namesTheRoleThatIsMissing() {
    server.thenError(403, "AuthorizationPermissionMismatch");
    try (AzureStores stores = stores(entra.application())) {
      Failure failure = refused(put(stores));

      assertThat(failure.code()).isEqualTo("ROLE_NOT_ASSIGNED");
      assertThat(failure.advice())
          .contains("Storage Blob Data Contributor", FakeEntra.CLIENT_ID, "45 minutes");
    }
  }

  @Test
  void tellsAnAccountOfAnotherDirectory() {
    server.thenError(401, "InvalidAuthenticationInfo");
    try (AzureStores stores = stores(entra.application())) {
      assertThat(refused(put(stores)).code()).isEqualTo("TOKEN_REFUSED");
    }
  }

  @Test
  void readsATokenFileWheneverItAsks() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    try (AzureStores stores = stores(provenBy(new AzureApplication.Proof.TokenFile(file)))) {
      put(stores);
      Files.writeString(file, "second\n");
      stores.authenticateAnew(customer);
      put(stores);
    }

    assertThat(entra.requests())
        .filteredOn(request -> request.directory().equals(customer.directory().id()))
        .extracting(request -> request.form().get("client_assertion"))
        .containsExactly("first", "second");
  }

  @Test
  void saysThatTheServiceCannotProveItself() {
    Path nowhere = folder.resolve("nowhere");
    try (AzureStores stores = stores(provenBy(new AzureApplication.Proof.TokenFile(nowhere)))) {
      Failure failure = refused(put(stores));

      assertThat(failure.code()).isEqualTo("APPLICATION_PROOF_MISSING");
      assertThat(failure.fault()).isEqualTo(Fault.OURS);
    }
  }

  @Test
  void needsAnApplication() {
    try (AzureStores stores = new AzureStores(AzureTestSettings.of(server.endpoint()), time)) {
      assertThatThrownBy(() -> stores.open(PLACE, customer))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> {
                assertThat(e.failure().code()).isEqualTo("NO_APPLICATION");
                assertThat(e.failure().advice()).contains("azure.application-id");
              });
    }
  }

  @Test
  void putsNothingWhenTheSignInTookAllTheTime() {
    entra.whenAsked(() -> time.advance(Duration.ofSeconds(31)));
    int before = server.requests().size();
    try (AzureStores stores = stores(entra.application())) {
      assertThat(refused(put(stores)).fault()).isEqualTo(Fault.CAPACITY);
    } finally {
      entra.whenAsked(() -> {});
    }

    assertThat(server.requests()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://{account}.blob.example.com",
        "http://127.0.0.1.example.com/{account}",
        "http://127.0.0.1:80@example.com/{account}"
      })
  void sendsNoTokenInClear(String endpoint) {
    assertThatThrownBy(
            () -> AzureTestSettings.of(endpoint, entra.application(), entra.certificates()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("https");
    assertThat(AzureTestSettings.of(endpoint).endpoint()).contains(endpoint);
  }

  private AzureApplication provenBy(AzureApplication.Proof proof) {
    return new AzureApplication(FakeEntra.CLIENT_ID, "Waybill", entra.authority(), proof);
  }

  private AzureStores stores(AzureApplication application) {
    return new AzureStores(
        AzureTestSettings.of(server.endpoint(), application, entra.certificates()), time);
  }

  private PutOutcome put(AzureStores stores) {
    objects++;
    try (ObjectStore store = stores.open(PLACE, customer)) {
      return store.put(new ObjectKey(customer.directory() + "/" + objects), "x".getBytes(UTF_8));
    }
  }

  private long asked() {
    return entra.requests().stream()
        .filter(request -> request.directory().equals(customer.directory().id()))
        .count();
  }

  private static EntraApplication in(UUID directory) {
    return new EntraApplication(
        new EntraDirectory(directory.toString()),
        new PlaceProof(UUID.randomUUID(), "s".repeat(43)));
  }

  private static Failure refused(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return ((PutOutcome.Refused) outcome).failure();
  }
}
