package dev.waybill.server.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Leftovers;
import dev.waybill.export.ManifestState;
import dev.waybill.export.Samples;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.S3Abilities;
import dev.waybill.storage.S3Abilities.ConditionalPuts;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.time.SettableTime;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryStatusTest {
  private static final Delivery ONE_OBJECT =
      new Delivery(1, 0, 0, List.of(new ObjectKey("events/a.ndjson.gz")));

  private final StorageIntegration integration =
      Samples.integration(Samples.TENANT, Samples.location("bucket"));
  private final OneIntegration stored = new OneIntegration(integration);
  private final DeliveryStatus status = new DeliveryStatus(stored, new SettableTime(Samples.NOW));

  @Test
  void showsTheCustomersFailureInWordsWithoutTheSecret() {
    Failure failure = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");

    status.failed(attempt(), failure);

    ConnectionTest test = stored.current().lastTest();
    assertThat(test.failure()).contains(failure);
    assertThat(test.status()).contains("bucket").contains("AK").doesNotContain("SK");
    assertThat(test.testedAt()).isEqualTo(Samples.NOW);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CAPACITY", "OURS", "CALLER"})
  void keepsWhatIsNotTheCustomersFaultToItself(Fault fault) {
    status.failed(attempt(), Samples.failure(fault, "CODE"));

    assertThat(stored.current().lastTest()).isEqualTo(integration.lastTest());
  }

  @Test
  void clearsAFailureOnceObjectsArePutAndWakesTheOthers() {
    status.failed(attempt(), Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"));

    status.delivered(attempt(), ONE_OBJECT);

    assertThat(stored.current().lastTest().status()).isEqualTo(ConnectionTest.SUCCESS);
    assertThat(stored.woken()).isEqualTo(1);
  }

  @Test
  void doesNotSayThatANewAccessKeyWorksWhileTheOneBeforeMayHavePut() {
    Attempt attempt =
        attempt(integration, new AccessKey("NEW", "n").after(new AccessKey("OLD", "o")));
    status.failed(attempt, Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"));

    status.delivered(attempt, ONE_OBJECT);

    ConnectionTest test = stored.current().lastTest();
    assertThat(test.status()).isEqualTo(ConnectionTest.SUCCESS);
    assertThat(test.warning().map(Failure::code))
        .contains(ConnectionTest.NEW_ACCESS_KEY_NOT_PROVEN);
    assertThat(test.warning().map(Failure::advice).orElseThrow())
        .startsWith("Do not delete OLD yet.");
    assertThat(stored.woken()).isEqualTo(1);
  }

  @Test
  void doesNotWarnOfAKeyThatWasForgottenSinceTheAttemptBegan() {
    AccessKey proven = new AccessKey("NEW", "n");
    Attempt attempt = attempt(integration, proven.after(new AccessKey("OLD", "o")));
    status.failed(attempt, Samples.failure(Fault.CUSTOMER, "KMS_DENIED"));
    stored.hold(proven);

    status.delivered(attempt, ONE_OBJECT);

    assertThat(stored.current().lastTest().succeeded()).isTrue();
    assertThat(stored.current().lastTest().warning()).isEmpty();
  }

  @Test
  void keepsTheWarningOfAStoreThatReplacesTakenNames() {
    S3Location bucket =
        new S3Location(
            "bucket",
            StoragePath.ROOT,
            "us-east-1",
            Optional.of(URI.create("https://s3.example.com")),
            true);
    StorageIntegration lacking =
        Samples.integration(
            Samples.TENANT, bucket.with(S3Abilities.UNKNOWN.with(ConditionalPuts.IGNORED)));
    OneIntegration one = new OneIntegration(lacking);
    DeliveryStatus of = new DeliveryStatus(one, new SettableTime(Samples.NOW));

    of.failed(attempt(lacking), Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"));
    of.delivered(attempt(lacking), ONE_OBJECT);

    ConnectionTest test = one.current().lastTest();
    assertThat(test.status()).isEqualTo(ConnectionTest.SUCCESS);
    assertThat(test.warning().map(Failure::code)).contains("CONDITIONAL_PUT_MISSING");
  }

  @Test
  void provesNothingByADeliveryWithoutObjects() {
    status.failed(attempt(), Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"));

    status.delivered(attempt(), new Delivery(0, 0, 0, List.of()));

    assertThat(stored.current().lastTest().succeeded()).isFalse();
    assertThat(stored.woken()).isZero();
  }

  @Test
  void writesNothingWhileAllIsWell() {
    status.failed(attempt(), Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"));
    status.delivered(attempt(), ONE_OBJECT);

    status.delivered(attempt(), ONE_OBJECT);

    assertThat(stored.woken()).isEqualTo(1);
  }

  @Test
  void saysNothingOfALocationThatWasLeft() {
    Attempt old = attempt();
    stored.changeLocation();

    status.failed(old, Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"));

    assertThat(stored.current().lastTest()).isEqualTo(integration.lastTest());
  }

  private Attempt attempt() {
    return attempt(integration);
  }

  private static Attempt attempt(StorageIntegration integration) {
    return attempt(integration, Samples.CREDENTIALS);
  }

  private static Attempt attempt(StorageIntegration integration, Credentials credentials) {
    ExportConfiguration configuration = Samples.configuration(integration);
    return new Attempt(
        Samples.job(configuration, Samples.stream(configuration)),
        configuration,
        integration,
        credentials,
        List.of(),
        Leftovers.NONE,
        Position.ZERO,
        ManifestState.NEW);
  }
}
