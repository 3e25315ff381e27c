package dev.waybill.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Abilities;
import dev.waybill.storage.S3Abilities.ConditionalPuts;
import dev.waybill.storage.S3Checksum;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.storage.StoragePath;
import dev.waybill.time.SettableTime;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection test finds out about a store, and what it does with it. */
class StoreAbilitiesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final Credentials KEY = new Credentials.AccessKey("AKIAEXAMPLE", "top-secret");
  private static final S3Location PLACE = at("https://s3.example.com");
  private static final S3Options ENCRYPTED =
      new S3Options(new S3Encryption.S3Managed(), Optional.empty(), false);
  private static final PutOutcome LOST =
      new PutOutcome.Unknown(new Failure(Fault.CAPACITY, Stage.PUT, "TIMEOUT", "Too slow.", ""));

  private static final PutOutcome NOT_SUPPORTED =
      new PutOutcome.Refused(
          new Failure(Fault.CUSTOMER, Stage.PUT, "NOT_SUPPORTED", "It does not know.", ""));

  private final LimitedStore store = new LimitedStore();
  private final ConnectionTester tester = new ConnectionTester(store, new SettableTime(NOW));

  @Test
  void aStoreThatLooksAtNamesIsKnownAfterASecondPutAndNotAskedAgain() {
    Finding first = tester.examine(PLACE, KEY);

    assertThat(first.test()).isEqualTo(ConnectionTest.passed(NOW));
    assertThat(first.markerWasThere()).isFalse();
    assertThat(found(first)).isEqualTo(ConditionalPuts.HONOURED);
    assertThat(store.puts()).hasSize(2);

    store.forgetObjects();
    assertThat(tester.examine(first.learned(), KEY).learned()).isEqualTo(first.learned());
    assertThat(store.puts()).hasSize(3);
  }

  @Test
  void aMarkerThatWasThereTellsAsMuch() {
    assertThat(tester.examine(PLACE, KEY).markerWasThere()).isFalse();

    Finding second = tester.examine(PLACE, KEY);

    assertThat(second.markerWasThere()).isTrue();
    assertThat(found(second)).isEqualTo(ConditionalPuts.HONOURED);
    assertThat(store.puts()).hasSize(3);
  }

  @Test
  void warnsOfAStoreThatDoesNotLookAtNames() {
    store.that(ConditionalPuts.IGNORED);

    Finding found = tester.test(PLACE, KEY);

    assertWarns(found);
    assertThat(found(found)).isEqualTo(ConditionalPuts.IGNORED);
    assertThat(store.puts()).containsOnly("conditional CONTENT_MD5").hasSize(2);
    assertWarns(tester.examine(found.learned(), KEY));
    assertThat(store.puts()).as("known by now").hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void putsWithoutTheConditionWhereItIsRefused(boolean named) {
    store.that(ConditionalPuts.REFUSED);
    if (!named) {
      store.namingNothing();
    }

    Finding found = tester.test(PLACE, KEY);

    assertWarns(found);
    assertThat(found(found)).isEqualTo(ConditionalPuts.REFUSED);
    assertThat(store.puts())
        .containsExactly("conditional CONTENT_MD5", "plain CONTENT_MD5", "conditional CONTENT_MD5");
    assertWarns(tester.examine(found.learned(), KEY));
    assertThat(store.puts().getLast()).isEqualTo("plain CONTENT_MD5");
    assertThat(store.puts()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void signsBodiesWhereTheChecksumIsRefused(boolean named) {
    store.without(S3Checksum.CONTENT_MD5);
    if (!named) {
      store.namingNothing();
    }

    Finding found = tester.test(PLACE, KEY);

    assertThat(found.test()).isEqualTo(ConnectionTest.passed(NOW));
    assertThat(found(found)).as("it was not the condition").isEqualTo(ConditionalPuts.HONOURED);
    assertThat(((S3Location) found.learned()).checksum()).isEqualTo(S3Checksum.SIGNED_BODY);
    assertThat(store.puts().getLast()).isEqualTo("conditional SIGNED_BODY");
  }

  @Test
  void findsOutAboutConditionAndChecksumTogether() {
    store.that(ConditionalPuts.REFUSED).without(S3Checksum.CONTENT_MD5);

    Finding found = tester.test(PLACE, KEY);

    assertWarns(found);
    assertThat(((S3Location) found.learned()).abilities())
        .isEqualTo(new S3Abilities(ConditionalPuts.REFUSED, Optional.of(S3Checksum.SIGNED_BODY)));
  }

  @Test
  void saysWhatWasRefusedFirstWhereNothingHelps() {
    store.namingNothing().that(ConditionalPuts.REFUSED);
    store.without(S3Checksum.CONTENT_MD5).without(S3Checksum.SIGNED_BODY);

    Finding found = tester.test(PLACE, KEY);

    assertThat(found.test().failure().orElseThrow().code()).isEqualTo("NOT_SUPPORTED");
    assertThat(found.learned()).isEqualTo(PLACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://s3.eu-west-1.amazonaws.com",
        "https://bucket.vpce-1a2b.s3.us-east-1.vpce.amazonaws.com",
        "https://s3.cn-north-1.amazonaws.com.cn",
        "https://s3.eusc-de-east-1.amazonaws.eu",
        "https://s3.us-isob-east-1.sc2s.sgov.gov"
      })
  void neverAsksAwsForLess(String endpoint) {
    S3Location aws = endpoint.isEmpty() ? amazons() : at(endpoint);
    store.that(ConditionalPuts.REFUSED);

    Finding found = tester.test(aws, KEY);

    assertThat(found.test().failure().orElseThrow().code()).isEqualTo("CONDITION_NOT_SUPPORTED");
    assertThat(found.learned()).isEqualTo(aws);
    store.that(ConditionalPuts.HONOURED).without(aws.checksum());
    assertThat(tester.test(aws, KEY).test().failure().orElseThrow().code())
        .isEqualTo("CHECKSUM_NOT_SUPPORTED");
    assertThat(store.puts()).hasSize(2);
    assertThat(aws.conditionalPuts()).contains(true);
  }

  @Test
  void asksAwsOnceOnly() {
    assertThat(tester.test(amazons(), KEY).learned()).isEqualTo(amazons());

    assertThat(store.puts()).containsExactly("conditional CRC32C");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://amazonaws.com.example.com",
        "https://s3.notamazonaws.com",
        "https://s3.example.eu"
      })
  void takesNoOtherHostForAws(String endpoint) {
    store.that(ConditionalPuts.IGNORED);

    assertWarns(tester.test(at(endpoint), KEY));
  }

  @ParameterizedTest
  @EnumSource(
      value = ConditionalPuts.class,
      names = {"IGNORED", "REFUSED"})
  void findsOutAnewThatAStoreWasUpgraded(ConditionalPuts before) {
    Finding old = lacking(before);
    store.that(ConditionalPuts.HONOURED);

    Finding found = tester.test(old.learned(), KEY);

    assertThat(found.test()).isEqualTo(ConnectionTest.passed(NOW));
    assertThat(found(found)).isEqualTo(ConditionalPuts.HONOURED);
  }

  @ParameterizedTest
  @EnumSource(
      value = ConditionalPuts.class,
      names = {"IGNORED", "REFUSED"})
  void keepsWhatIsKnownIfATestFindsOutNothing(ConditionalPuts before) {
    Finding old = lacking(before);
    store.thenSecond(LOST);

    Finding found = tester.test(old.learned(), KEY);

    assertThat(found.learned()).isEqualTo(old.learned());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void doesNotTakeASingleRefusalOfTheConditionForGood(boolean wasKnown) {
    S3Location known = wasKnown ? honouring() : PLACE;
    store.then(1, NOT_SUPPORTED).then(3, LOST);

    Finding found = tester.examine(known, KEY);

    assertThat(found.test().failure().orElseThrow().code()).isEqualTo("TIMEOUT");
    assertThat(found.learned()).isEqualTo(known);
  }

  @Test
  void knowsBetterIfTheRefusalIsNotRepeated() {
    store.then(1, NOT_SUPPORTED);

    Finding found = tester.examine(honouring(), KEY);

    assertThat(found.test()).isEqualTo(ConnectionTest.passed(NOW));
    assertThat(found.learned()).isEqualTo(honouring());
    assertThat(store.puts()).hasSize(3);
  }

  @Test
  void keepsTheConditionWithWhichAMarkerWasPutThoughThenItIsRefused() {
    store.then(2, NOT_SUPPORTED);

    Finding found = tester.test(PLACE, KEY);

    assertThat(found.test()).isEqualTo(ConnectionTest.passed(NOW));
    assertThat(found.learned()).isEqualTo(PLACE);
  }

  @Test
  void warnsOfAStoreThatDoesNotEncryptAsAskedUntilANewObjectShowsThatItDoes() {
    store.encrypting(false).that(ConditionalPuts.HONOURED);
    S3Location encrypted = PLACE.with(ENCRYPTED);

    Finding found = tester.test(encrypted, KEY);

    assertIgnoresEncryption(found);
    store.encrypting(true);
    assertIgnoresEncryption(tester.examine(found.learned(), KEY));
    assertIgnoresEncryption(tester.test(found.learned(), KEY));
    store.forgetObjects();
    assertThat(tester.test(found.learned(), KEY).test().warning()).isEmpty();
  }

  @Test
  void warnsOfMissingEncryptionBeforeMissingConditions() {
    store.encrypting(false).that(ConditionalPuts.IGNORED);

    Finding found = tester.test(PLACE.with(ENCRYPTED), KEY);

    assertIgnoresEncryption(found);
    assertWarns(tester.examine(((S3Location) found.learned()).with(S3Options.NONE), KEY));
  }

  @Test
  void expectsNoEncryptionThatItDidNotAskFor() {
    store.encrypting(false);

    assertThat(tester.test(PLACE, KEY).test().warning()).isEmpty();
  }

  @Test
  void keepsTheChecksumThatAMarkerWhichIsThereHides() {
    store.without(S3Checksum.CONTENT_MD5).lookingAtNamesFirst();
    Finding first = tester.test(PLACE, KEY);

    Finding second = tester.test(first.learned(), KEY);

    assertThat(second.markerWasThere()).isTrue();
    assertThat(((S3Location) second.learned()).checksum()).isEqualTo(S3Checksum.SIGNED_BODY);
    assertThat(second.learned()).isEqualTo(first.learned());
  }

  @Test
  void tellsOfTheGraverWeaknessFirst() {
    Failure weakness =
        new Failure(
            Fault.CUSTOMER,
            Stage.EXTERNAL_ID_ENFORCED,
            "EXTERNAL_ID_NOT_ENFORCED",
            "Your role can be used by others.",
            "Add a condition.");
    store.that(ConditionalPuts.IGNORED).weak(weakness);

    Finding found = tester.test(PLACE, KEY);

    assertThat(found.test().warning()).contains(weakness);
    assertThat(((S3Location) found.learned()).conditionalPuts()).contains(false);
  }

  private static S3Location honouring() {
    return PLACE.with(S3Abilities.UNKNOWN.with(ConditionalPuts.HONOURED));
  }

  private Finding lacking(ConditionalPuts what) {
    store.that(what);
    Finding found = tester.test(PLACE, KEY);
    assertThat(found(found)).isEqualTo(what);
    return found;
  }

  private static void assertIgnoresEncryption(Finding found) {
    assertThat(found.test().status()).isEqualTo("SUCCESS");
    Failure warning = found.test().warning().orElseThrow();
    assertThat(warning.code()).isEqualTo("ENCRYPTION_IGNORED");
    assertThat(warning.advice()).contains("BUCKET_DEFAULT", "p/.waybill.export.log");
  }

  private static void assertWarns(Finding found) {
    assertThat(found.test().status()).isEqualTo("SUCCESS");
    assertThat(found.test().stage()).isEqualTo(Stage.PUT);
    Failure warning = found.test().warning().orElseThrow();
    assertThat(warning.code()).isEqualTo("CONDITIONAL_PUT_MISSING");
    assertThat(warning.advice()).contains("versioning");
    assertThat(((S3Location) found.learned()).conditionalPuts()).contains(false);
  }

  private static ConditionalPuts found(Finding finding) {
    return ((S3Location) finding.learned()).abilities().conditionalPuts();
  }

  private static S3Location amazons() {
    return new S3Location("bucket", new StoragePath("p"), "us-east-1", Optional.empty(), false);
  }

  private static S3Location at(String endpoint) {
    return new S3Location(
        "bucket", new StoragePath("p"), "us-east-1", Optional.of(URI.create(endpoint)), true);
  }
}
