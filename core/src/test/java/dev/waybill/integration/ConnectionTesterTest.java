package dev.waybill.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.InMemoryObjectStores;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConnectionTesterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final S3Location BUCKET =
      new S3Location("bucket", new StoragePath("path"), "us-east-1", Optional.empty(), false);
  private static final AccessKey KEY = new AccessKey("AKIAEXAMPLE", "top-secret");
  private static final AccessKey NEW = new AccessKey("AKIANEW", "new-secret").after(KEY);
  private static final Credentials.AssumedRole ROLE =
      new Credentials.AssumedRole(new RoleArn("arn:aws:iam::111122223333:role/r"), new UUID(1, 2));
  private static final Failure WEAKNESS =
      new Failure(
          Fault.CUSTOMER,
          Stage.EXTERNAL_ID_ENFORCED,
          "EXTERNAL_ID_NOT_ENFORCED",
          "Your role can be used by others.",
          "Add a condition.");
  private static final Failure MISSING =
      new Failure(
          Fault.CUSTOMER,
          Stage.PUT,
          "NO_SUCH_BUCKET",
          "The bucket 'bucket' does not exist.",
          "Create the bucket, or correct its name.");

  private static final Failure UNKNOWN_KEY =
      new Failure(
          Fault.CUSTOMER,
          Stage.PUT,
          "UNKNOWN_ACCESS_KEY",
          "The access key id AKIANEW does not exist.",
          "Correct it.");

  private final SettableTime time = new SettableTime(NOW);

  @Test
  void putsTheMarkerOnce() {
    InMemoryObjectStores stores = new InMemoryObjectStores();
    ConnectionTester tester = new ConnectionTester(stores, time);

    assertThat(tester.test(BUCKET, KEY).test()).isEqualTo(ConnectionTest.passed(NOW));
    byte[] marker = stores.at(BUCKET).read(ObjectKey.MARKER).orElseThrow();
    assertThat(tester.test(BUCKET, KEY).test()).isEqualTo(ConnectionTest.passed(NOW));

    assertThat(stores.at(BUCKET).objects()).containsOnlyKeys(ObjectKey.MARKER);
    assertThat(stores.at(BUCKET).read(ObjectKey.MARKER)).contains(marker);
    assertThat(marker).asString().endsWith("\n").hasLineCount(1);
  }

  @Test
  void tellsWhetherTheMarkerWasThere() {
    ConnectionTester tester = new ConnectionTester(new InMemoryObjectStores(), time);

    assertThat(tester.examine(BUCKET, KEY).markerWasThere()).isFalse();
    assertThat(tester.examine(BUCKET, KEY).markerWasThere()).isTrue();
  }

  @Test
  void triesAgainWhenAnOldConnectionBreaks() {
    Failure lost = new Failure(Fault.CAPACITY, Stage.PUT, "CONNECTION_LOST", "It broke.", "");
    Queue<PutOutcome> answers =
        new ArrayDeque<>(List.of(new PutOutcome.Unknown(lost), new PutOutcome.Refused(MISSING)));
    ConnectionTester tester =
        new ConnectionTester((place, key) -> new AnsweringStore(answers.remove()), time);

    assertThat(tester.test(BUCKET, KEY).test().failure()).contains(MISSING);
    assertThat(test(BUCKET, KEY, new PutOutcome.Unknown(lost)).failure()).contains(lost);
  }

  @Test
  void saysWhatTheStoreRefused() {
    ConnectionTest result = test(BUCKET, KEY, new PutOutcome.Refused(MISSING));

    assertThat(result.status())
        .isEqualTo(
            "Error writing to s3://bucket/path with access key AKIAEXAMPLE - the bucket 'bucket'"
                + " does not exist");
    assertThat(result.stage()).isEqualTo(Stage.PUT);
    assertThat(result.failure()).contains(MISSING);
    assertThat(result.testedAt()).isEqualTo(NOW);
    assertThat(result.toString()).doesNotContain("top-secret");
  }

  @Test
  void isNoSuccessWhenTheAnswerWasLost() {
    ConnectionTest result = test(BUCKET, KEY, new PutOutcome.Unknown(MISSING));

    assertThat(result.succeeded()).isFalse();
    assertThat(result.failure()).contains(MISSING);
  }

  @Test
  void saysWhyAStoreCannotBeOpened() {
    ObjectStores refusing =
        (location, credentials) -> {
          throw new FailureException(
              new Failure(
                  Fault.CALLER,
                  Stage.RESOLVE,
                  "ENDPOINT_NOT_ALLOWED",
                  "S3 is not allowed here.",
                  "Ask the operator."));
        };

    ConnectionTest result = new ConnectionTester(refusing, time).test(BUCKET, KEY).test();

    assertThat(result.stage()).isEqualTo(Stage.RESOLVE);
    assertThat(result.status()).endsWith(" - S3 is not allowed here");
  }

  @Test
  void namesNoKeyWhereThereIsNone() {
    Location folder =
        new DirectoryLocation("/exports", new TenantId("acme"), new StoragePath("audit"));

    ConnectionTest result = test(folder, new Credentials.None(), new PutOutcome.Refused(MISSING));

    assertThat(result.status())
        .startsWith("Error writing to file:///exports/acme/audit - the bucket");
  }

  @Test
  void saysInTheKnownWordsWhyARoleCannotBeAssumed() {
    Failure refused =
        new Failure(
            Fault.CUSTOMER,
            Stage.ASSUME_ROLE,
            "ROLE_NOT_ASSUMABLE",
            "User: arn:aws:iam::999988887777:user/waybill is not authorized to perform:"
                + " sts:AssumeRole on resource: "
                + ROLE.role(),
            "Trust it.");

    ConnectionTest result = test(BUCKET, ROLE, new PutOutcome.Refused(refused));

    assertThat(result.status())
        .isEqualTo(
            "Error testing access to S3 using AssumedRole arn:aws:iam::111122223333:role/r - User:"
                + " arn:aws:iam::999988887777:user/waybill is not authorized to perform:"
                + " sts:AssumeRole on resource: arn:aws:iam::111122223333:role/r");
    assertThat(result.stage()).isEqualTo(Stage.ASSUME_ROLE);
  }

  @Test
  void namesTheRoleThatMayNotPut() {
    assertThat(test(BUCKET, ROLE, new PutOutcome.Refused(MISSING)).status())
        .isEqualTo(
            "Error writing to s3://bucket/path with role arn:aws:iam::111122223333:role/r - the"
                + " bucket 'bucket' does not exist");
  }

  @Test
  void warnsOfAWeaknessOnlyWhenAskedToTest() {
    Weak stores = new Weak(new PutOutcome.Stored());
    ConnectionTester tester = new ConnectionTester(stores, time);

    assertThat(tester.examine(BUCKET, ROLE).test()).isEqualTo(ConnectionTest.passed(NOW));
    ConnectionTest tested = tester.test(BUCKET, ROLE).test();

    assertThat(tested.succeeded()).isTrue();
    assertThat(tested.status()).isEqualTo("SUCCESS");
    assertThat(tested.stage()).isEqualTo(Stage.EXTERNAL_ID_ENFORCED);
    assertThat(tested.warning()).contains(WEAKNESS);
    assertThat(stores.anew).as("nothing rests on an old session").isEqualTo(2);
  }

  @Test
  void doesNotLookForAWeaknessOfWhatDoesNotWork() {
    Weak stores = new Weak(new PutOutcome.Refused(MISSING));

    ConnectionTest tested = new ConnectionTester(stores, time).test(BUCKET, ROLE).test();

    assertThat(tested.failure()).contains(MISSING);
    assertThat(tested.warning()).isEmpty();
  }

  @Test
  void aNewAccessKeyMustWorkWithoutTheOneBeforeIt() {
    ConnectionTester tester =
        exchanging(
            Map.of(NEW.alone(), new PutOutcome.AlreadyThere(), NEW, new PutOutcome.Stored()));

    assertThat(tester.test(BUCKET, NEW).test()).isEqualTo(ConnectionTest.passed(NOW));
    assertThat(tester.examine(BUCKET, NEW).markerWasThere()).isTrue();
    assertThat(tester.test(BUCKET, NEW).test().neededNoPreviousKey()).isTrue();
  }

  @Test
  void aNewAccessKeyThatWorksIsProvenOnlyOnceItMayBeKnownEverywhere() {
    AccessKey given = given("AKIANEW", NOW).after(KEY);
    ConnectionTester tester = exchanging(Map.of(given.alone(), new PutOutcome.Stored()));

    ConnectionTest tested = tester.test(BUCKET, given).test();

    assertThat(tested.status()).isEqualTo("SUCCESS");
    assertThat(tested.neededNoPreviousKey()).isFalse();
    Failure warning = tested.warning().orElseThrow();
    assertThat(warning.code()).isEqualTo("NEW_ACCESS_KEY_NOT_PROVEN");
    assertThat(warning.message())
        .startsWith("The new access key AKIANEW works. The one before it, AKIAEXAMPLE, stays");
    assertThat(warning.advice())
        .startsWith(
            "Do not delete AKIAEXAMPLE yet. Test the connection again after 2026-11-20T14:10");
    time.advance(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(tester.examine(BUCKET, given).test().neededNoPreviousKey()).isFalse();

    time.advance(Duration.ofSeconds(1));
    assertThat(tester.examine(BUCKET, given).test()).isEqualTo(ConnectionTest.passed(time.now()));
    assertThat(tester.test(BUCKET, given).test().neededNoPreviousKey()).isTrue();
  }

  @Test
  void tellsSecretsOfOneAccessKeyApartWithoutShowingThem() {
    AccessKey given = given(KEY.accessKeyId(), NOW).after(KEY);
    PutOutcome refused = new PutOutcome.Refused(UNKNOWN_KEY);

    Failure works = warning(exchanging(Map.of(given.alone(), new PutOutcome.Stored())), given);
    Failure doesNot =
        warning(exchanging(Map.of(given.alone(), refused, given, new PutOutcome.Stored())), given);

    assertThat(works.message())
        .startsWith("The new secret of AKIAEXAMPLE works. The secret before");
    assertThat(doesNot.message()).endsWith("Deliveries go on with the secret before it.");
    assertThat(ConnectionTester.delivered(BUCKET, given, NOW).warning().orElseThrow().message())
        .contains("AKIAEXAMPLE or with the secret before it");
    assertThat(works.toString() + doesNot)
        .doesNotContain("Do not delete")
        .doesNotContain("top-secret")
        .doesNotContain("new-secret");
  }

  @Test
  void aDeliveryDoesNotTellWhichOfTwoAccessKeysWorks() {
    ConnectionTest delivered = ConnectionTester.delivered(BUCKET, NEW, NOW);

    assertThat(delivered.status()).isEqualTo("SUCCESS");
    assertThat(delivered.neededNoPreviousKey()).isFalse();
    assertThat(delivered.warning().orElseThrow().code()).isEqualTo("NEW_ACCESS_KEY_NOT_PROVEN");
    assertThat(delivered.warning().orElseThrow().advice()).startsWith("Do not delete AKIAEXAMPLE");
    assertThat(ConnectionTester.delivered(BUCKET, KEY, NOW)).isEqualTo(ConnectionTest.passed(NOW));
  }

  @Test
  void warnsWhenOnlyTheAccessKeyBeforeWorks() {
    ConnectionTester tester =
        exchanging(
            Map.of(NEW.alone(), new PutOutcome.Refused(UNKNOWN_KEY), NEW, new PutOutcome.Stored()));

    ConnectionTest tested = tester.test(BUCKET, NEW).test();

    assertThat(tested.status()).isEqualTo("SUCCESS");
    assertThat(tested.neededNoPreviousKey()).isFalse();
    Failure warning = tested.warning().orElseThrow();
    assertThat(warning.code()).isEqualTo("NEW_ACCESS_KEY_REFUSED");
    assertThat(warning.message())
        .isEqualTo(
            "The access key id AKIANEW does not exist. Deliveries go on with the access key before"
                + " it, AKIAEXAMPLE.");
    assertThat(warning.advice())
        .startsWith("Do not delete AKIAEXAMPLE yet.")
        .endsWith("Correct it.");
    assertThat(tested.toString()).doesNotContain("top-secret").doesNotContain("new-secret");
  }

  @Test
  void saysThatOnlyTheAccessKeyBeforeWorksWhateverElseIsWeak() {
    ObjectStores stores =
        new ObjectStores() {
          @Override
          public ObjectStore open(Location location, Credentials credentials) {
            return new AnsweringStore(
                credentials.equals(NEW)
                    ? new PutOutcome.Stored()
                    : new PutOutcome.Refused(UNKNOWN_KEY));
          }

          @Override
          public Optional<Failure> weakness(Location location, Credentials credentials) {
            return Optional.of(WEAKNESS);
          }
        };

    ConnectionTest tested = new ConnectionTester(stores, time).test(BUCKET, NEW).test();

    assertThat(tested.neededNoPreviousKey()).isFalse();
    assertThat(tested.warning().map(Failure::code)).contains("NEW_ACCESS_KEY_REFUSED");
  }

  @Test
  void tellsOfTheNewAccessKeyWhenNeitherWorks() {
    ConnectionTester tester =
        exchanging(
            Map.of(
                NEW.alone(),
                new PutOutcome.Refused(UNKNOWN_KEY),
                NEW,
                new PutOutcome.Refused(MISSING)));

    ConnectionTest tested = tester.test(BUCKET, NEW).test();

    assertThat(tested.failure()).contains(UNKNOWN_KEY);
    assertThat(tested.status()).contains("with access key AKIANEW");
    assertThat(tested.neededNoPreviousKey()).isFalse();
  }

  @Test
  void blamesNoNewAccessKeyForAStoreThatIsBusy() {
    Failure busy = new Failure(Fault.CAPACITY, Stage.PUT, "THROTTLED", "Slow down.", "");
    ConnectionTester tester = exchanging(Map.of(NEW.alone(), new PutOutcome.Refused(busy)));

    assertThat(tester.test(BUCKET, NEW).test().failure()).contains(busy);
  }

  private static AccessKey given(String id, Instant at) {
    return new AccessKey(id, "new-secret", Optional.of(at), Optional.empty());
  }

  private static Failure warning(ConnectionTester tester, AccessKey key) {
    return tester.test(BUCKET, key).test().warning().orElseThrow();
  }

  /** A store that is opened with other credentials than these fails the test. */
  private ConnectionTester exchanging(Map<Credentials, PutOutcome> outcomes) {
    return new ConnectionTester(
        (place, key) -> new AnsweringStore(Optional.ofNullable(outcomes.get(key)).orElseThrow()),
        time);
  }

  /** Lets others in as well. */
  private static final class Weak implements ObjectStores {
    private final PutOutcome outcome;
    private int anew;

    private Weak(PutOutcome outcome) {
      this.outcome = outcome;
    }

    @Override
    public ObjectStore open(Location location, Credentials credentials) {
      return new AnsweringStore(outcome);
    }

    @Override
    public void authenticateAnew(Location location, Credentials credentials) {
      anew++;
    }

    @Override
    public Optional<Failure> weakness(Location location, Credentials credentials) {
      return Optional.of(WEAKNESS);
    }
  }

  @Test
  void asksTheStoreForMoreAboutARefusal() {
    Failure denied = new Failure(Fault.CUSTOMER, Stage.PUT, "ACCESS_DENIED", "No.", "");
    Failure found = new Failure(Fault.CUSTOMER, Stage.RESOLVE, "OF_ANOTHER", "Not yours.", "");
    ObjectStores stores =
        (place, key) -> new AnsweringStore(new PutOutcome.Refused(denied), Optional.of(found));

    ConnectionTest test = new ConnectionTester(stores, time).test(BUCKET, KEY).test();

    assertThat(test.failure()).contains(found);
  }

  private ConnectionTest test(Location location, Credentials credentials, PutOutcome outcome) {
    return new ConnectionTester((place, key) -> new AnsweringStore(outcome), time)
        .test(location, credentials)
        .test();
  }

  /**
   * Answers every put alike.
   *
   * @param more what can be found out about a refusal
   */
  private record AnsweringStore(PutOutcome outcome, Optional<Failure> more) implements ObjectStore {
    AnsweringStore(PutOutcome outcome) {
      this(outcome, Optional.empty());
    }

    @Override
    public Failure explain(ObjectKey key, Failure refusal) {
      return more.orElse(refusal);
    }

    @Override
    public PutOutcome put(ObjectKey key, byte[] content) {
      return outcome;
    }

    @Override
    public ObjectUpload begin(ObjectKey key) {
      throw new AssertionError("a connection test puts the marker in one request");
    }

    @Override
    public long bufferedBytesPerUpload() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
