package dev.waybill.stores.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials.SharedAccessSignature;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.SasToken;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.network.ForwardProxy;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of answers that refuse, and what is not said of those that got lost. */
class AzureFaultsIT {
  private static final String CONTAINER = "audit-events";
  private static final ObjectKey KEY = new ObjectKey("events/one");
  private static final byte[] CONTENT = "content".getBytes(UTF_8);
  private static final byte[] LARGE = new byte[2 * AzureTestSettings.BLOCK + 1];

  private final SettableTime time = new SettableTime();
  private final FakeBlobService server = new FakeBlobService();
  private final AzureStores stores = new AzureStores(AzureTestSettings.of(server.endpoint()), time);
  private final ObjectStore store = open(stores, FakeBlobService.sas("cw"));

  @BeforeEach
  void createContainer() {
    server.createContainer(CONTAINER);
  }

  @AfterEach
  void stop() {
    stores.close();
    server.close();
  }

  @Test
  void aPutAfterALostReplyIsRecognisedAsStored() {
    server.thenHangUpAfterServing();

    assertThat(unknown(store.put(KEY, CONTENT)).code()).isEqualTo("CONNECTION_LOST");
    assertThat(store.put(KEY, CONTENT)).isEqualTo(new PutOutcome.AlreadyThere());
    assertThat(server.requests()).as("nothing is sent twice by itself").hasSize(2);
  }

  @Test
  void anUploadWhoseLastReplyWasLostIsRecognisedAsStored() {
    server.thenServe();
    server.thenServe();
    server.thenServe();
    server.thenHangUpAfterServing();

    assertThat(unknown(upload(LARGE)).code()).isEqualTo("CONNECTION_LOST");
    assertThat(upload(LARGE)).isEqualTo(new PutOutcome.AlreadyThere());
    assertThat(server.read(CONTAINER, "p/" + KEY)).contains(LARGE);
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalError",
    "500, OperationTimedOut",
    "503, ''",
    "503, ServerBusy",
    "502, ''",
    "408, ''"
  })
  void anErrorOfTheServersLeavesDoubt(int status, String code) {
    server.thenErrorAfterServing(status, code);

    assertThat(unknown(store.put(KEY, CONTENT)).fault()).isEqualTo(Fault.CAPACITY);
    assertThat(store.put(KEY, CONTENT)).isEqualTo(new PutOutcome.AlreadyThere());
  }

  @Test
  void silenceEndsWithTheTimeOfARequest() {
    server.thenSilence();
    AzureSettings hurried =
        AzureTestSettings.of(server.endpoint(), Duration.ofMillis(300), Optional.empty());
    try (AzureStores impatient = new AzureStores(hurried, time)) {
      Failure failure = unknown(open(impatient, FakeBlobService.sas("cw")).put(KEY, CONTENT));

      assertThat(failure.code()).isEqualTo("TIMEOUT");
      assertThat(failure.message()).doesNotContain("sig");
    }
  }

  @Test
  void waitsAsLongAsABusyStoreAsksFor() {
    server.thenError(503, "ServerBusy", Map.of("Retry-After", "17"));

    Failure failure = unknown(store.put(KEY, CONTENT));

    assertThat(failure.code()).isEqualTo("THROTTLED");
    assertThat(failure.fault()).isEqualTo(Fault.CAPACITY);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", ""})
  void waitsAsLongAsAnAnswerInAzuresPlaceAsksFor(String type) {
    server.thenPage(503, type, Map.of("Retry-After", "1200"));

    Failure failure = unknown(store.put(KEY, CONTENT));

    assertThat(failure.code()).isEqualTo("THROTTLED");
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(20));
    assertThat(failure.message()).doesNotContain("html");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 404})
  void repeatsNoPageOfSomebodyInBetween(int status) {
    server.thenPage(status, "text/html", Map.of());

    assertThat(refused(store.put(KEY, CONTENT)))
        .returns(Fault.CUSTOMER, Failure::fault)
        .satisfies(failure -> assertThat(failure.message()).doesNotContain("html"));
  }

  @ParameterizedTest
  @CsvSource({
    "409, BlobAlreadyExists",
    "412, ConditionNotMet",
    "403, UnauthorizedBlobOverwrite",
    "409, BlobImmutableDueToPolicy",
    "412, LeaseIdMissing",
    "409, BlobArchived"
  })
  void aNameThatIsTakenIsToldInManyWays(int status, String code) {
    server.thenError(status, code);

    assertThat(store.put(KEY, CONTENT)).isEqualTo(new PutOutcome.AlreadyThere());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UnauthorizedBlobOverwrite", "BlobImmutableDueToPolicy"})
  void anUploadIsAlreadyThereIfABlockIsToldSo(String code) {
    server.thenError(403, code);

    assertThat(upload(LARGE)).isEqualTo(new PutOutcome.AlreadyThere());
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "404, ContainerNotFound, NO_SUCH_CONTAINER, CUSTOMER",
    "409, ContainerBeingDeleted, CONTAINER_BEING_DELETED, CUSTOMER",
    "403, AccountIsDisabled, ACCOUNT_DISABLED, CUSTOMER",
    "403, KeyVaultEncryptionKeyNotFound, ENCRYPTION_KEY_REFUSED, CUSTOMER",
    "403, AuthorizationPermissionMismatch, SAS_PERMISSION_MISSING, CUSTOMER",
    "403, AuthorizationSourceIPMismatch, SAS_ADDRESS_REFUSED, CUSTOMER",
    "403, KeyBasedAuthenticationNotPermitted, SAS_NOT_ALLOWED, CUSTOMER",
    "403, AuthorizationResourceTypeMismatch, SAS_REFUSED, CUSTOMER",
    "403, AuthorizationProtocolMismatch, SAS_REFUSED, CUSTOMER",
    "403, AuthorizationFailure, NETWORK_REFUSED, CUSTOMER",
    "403, AuthenticationFailed, SAS_REFUSED, CUSTOMER",
    "400, Md5Mismatch, CORRUPTED_ON_THE_WAY, CAPACITY",
    "400, InvalidUri, UNEXPECTED_ANSWER, CUSTOMER"
  })
  void saysWhyItWasRefused(int status, String azures, String code, Fault fault) {
    server.thenError(status, azures);

    Failure failure = refused(store.put(KEY, CONTENT));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.toString()).doesNotContain("sig=").doesNotContain("c2lnLQ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BlockCountExceedsLimit", "RequestEntityTooLargeBlockCountExceedsLimit"})
  void saysThatUploadsGivenUpLeftTooManyBlocks(String code) {
    server.thenError(409, code);

    assertThatThrownBy(() -> upload(LARGE))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .returns("TOO_MANY_STAGED_BLOCKS", Failure::code)
                    .returns(Fault.CAPACITY, Failure::fault));
  }

  @Test
  void tellsASignatureThatIsNotYetValid() {
    server.thenUnauthentic("Signature not valid in the specified time frame");
    ObjectStore early =
        open(stores, "sv=1&st=2026-01-01T01:00:00Z&se=2026-02-01T00:00:00Z&sp=cw&sig=c2ln");

    assertThat(refused(early.put(KEY, CONTENT)))
        .returns("SAS_NOT_YET_VALID", Failure::code)
        .returns("The SAS token is not valid before 2026-01-01T01:00:00Z.", Failure::message);
  }

  @Test
  void tellsASignatureThatHasExpired() {
    server.thenUnauthentic("Signature not valid in the specified time frame");
    ObjectStore late = open(stores, "sv=1&se=2025-12-31&sp=cw&sig=c2ln");

    assertThat(refused(late.put(KEY, CONTENT)))
        .returns("SAS_EXPIRED", Failure::code)
        .returns("The SAS token has expired at 2025-12-31T00:00:00Z.", Failure::message);
  }

  @Test
  void believesAzureThatAPolicyHasExpiredWhichItCannotRead() {
    server.thenUnauthentic("Signature not valid in the specified time frame: Start [..]");

    assertThat(refused(open(stores, "sv=1&si=p&sr=c&sig=c2ln").put(KEY, CONTENT)).code())
        .isEqualTo("SAS_EXPIRED");
  }

  @Test
  void tellsASignatureForASingleObject() {
    server.thenUnauthentic("Signature did not match.");

    assertThat(refused(open(stores, "sv=1&sr=b&sp=cw&sig=c2ln").put(KEY, CONTENT)).code())
        .isEqualTo("SAS_FOR_ONE_OBJECT");
  }

  @Test
  void aLostBlockLeavesNothingAndTheNextAttemptStores() {
    server.thenServe();
    server.thenHangUpAfterServing();

    assertThatThrownBy(() -> upload(LARGE)).isInstanceOf(FailureException.class);

    assertThat(server.objects()).isEmpty();
    assertThat(upload(LARGE)).isEqualTo(new PutOutcome.Stored());
  }

  @Test
  void goesThroughTheProxyWithItsLogin() {
    try (ForwardProxy proxy = new ForwardProxy();
        AzureStores behind =
            new AzureStores(
                AzureTestSettings.of(
                    server.endpoint(), Duration.ofSeconds(10), Optional.of(proxy.address())),
                time)) {
      assertThat(open(behind, FakeBlobService.sas("cw")).put(KEY, CONTENT))
          .isEqualTo(new PutOutcome.Stored());
    }
  }

  private static ObjectStore open(AzureStores stores, String sas) {
    return stores.open(
        AzureLocation.ofAccount("waybilltest", CONTAINER, new StoragePath("p")),
        new SharedAccessSignature(new SasToken(sas)));
  }

  private PutOutcome upload(byte[] content) {
    try (ObjectUpload upload = store.begin(KEY)) {
      upload.write(content, 0, content.length);
      return upload.finish();
    }
  }

  private static Failure unknown(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Unknown.class);
    return ((PutOutcome.Unknown) outcome).failure();
  }

  private static Failure refused(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return ((PutOutcome.Refused) outcome).failure();
  }
}
