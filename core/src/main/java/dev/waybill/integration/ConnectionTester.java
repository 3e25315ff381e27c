package dev.waybill.integration;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.PutOutcome;
import dev.waybill.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tests a connection by doing what a delivery does: it puts an object, the marker. A marker that is
 * there already is as good as one just put, because the store looks at the right to write first.
 * The marker stays (docs/decisions/0008-marker-stays.md).
 */
public final class ConnectionTester {
  /** The marker's bytes are fixed: whoever wrote one that is there wrote these. */
  private static final String MARKER =
      "Waybill put this object to test that it may write here. It is not read and may be deleted.\n";

  private static final String CONNECTION_LOST = "CONNECTION_LOST";

  /**
   * What a test found.
   *
   * @param markerWasThere an earlier test had put the marker: this one proves that the store lets
   *     us write, but not that it can take bytes now
   */
  public record Finding(ConnectionTest test, boolean markerWasThere) {
    public Finding {
      requireNonNull(test, "test is null");
    }
  }

  private final ObjectStores stores;
  private final TimeSource time;

  public ConnectionTester(ObjectStores stores, TimeSource time) {
    this.stores = requireNonNull(stores, "stores is null");
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * Tests because somebody asked for it: as {@link #examine} does, and if that succeeds, whether
   * others could use what the customer has granted; that they can is a warning.
   */
  public ConnectionTest test(Location location, Credentials credentials) {
    ConnectionTest found = examine(location, credentials).test();
    return found.succeeded() && found.warning().isEmpty()
        ? stores
            .weakness(location, credentials)
            .map(warning -> ConnectionTest.passed(warning, time.now()))
            .orElse(found)
        : found;
  }

  /**
   * Tests whether objects can be put; takes as long as the store's timeouts let one request take.
   * Only if the connection breaks, there is a second try: it may have been an old one to a store
   * that has been stopped since, and the marker cannot be put twice. An access key that has one
   * before it must work alone; if the store refuses it, what the two do together is as a delivery
   * would fare.
   */
  public Finding examine(Location location, Credentials credentials) {
    return switch (credentials) {
      case AccessKey key when key.previous().isPresent() ->
          examine(location, key, key.previous().get());
      case AccessKey _, Credentials.AssumedRole _, Credentials.None() ->
          examineAlone(location, credentials);
    };
  }

  private Finding examine(Location location, AccessKey current, AccessKey previous) {
    Finding alone = examineAlone(location, current.alone());
    Optional<Failure> refusal =
        alone
            .test()
            .failure()
            .filter(it -> it.fault() == Fault.CUSTOMER && it.stage() == Stage.PUT);
    return refusal
        .map(failure -> newKeyRefused(failure, previous))
        .flatMap(warning -> warned(examineAlone(location, current), warning))
        .orElse(alone);
  }

  private Finding examineAlone(Location location, Credentials credentials) {
    stores.authenticateAnew(location, credentials);
    PutOutcome first = putMarker(location, credentials);
    return switch (brokeOff(first) ? putMarker(location, credentials) : first) {
      case PutOutcome.Stored() -> new Finding(ConnectionTest.passed(time.now()), false);
      case PutOutcome.AlreadyThere() -> new Finding(ConnectionTest.passed(time.now()), true);
      case PutOutcome.Refused(Failure failure) -> failed(location, credentials, failure);
      case PutOutcome.Unknown(Failure failure) -> failed(location, credentials, failure);
    };
  }

  private Optional<Finding> warned(Finding found, Failure warning) {
    return Optional.of(found)
        .filter(it -> it.test().succeeded())
        .map(it -> new Finding(ConnectionTest.passed(warning, time.now()), it.markerWasThere()));
  }

  private static Failure newKeyRefused(Failure refused, AccessKey previous) {
    return new Failure(
        Fault.CUSTOMER,
        refused.stage(),
        ConnectionTest.NEW_ACCESS_KEY_REFUSED,
        refused.message()
            + " Deliveries go on with the access key before it, "
            + previous.accessKeyId()
            + ".",
        "Do not delete "
            + previous.accessKeyId()
            + " yet. A new access key may take a while until it works everywhere: test again in"
            + " some minutes. Else: "
            + refused.advice());
  }

  /** The words of a connection that does not work; they hold no secret. */
  public static String status(Location location, Credentials credentials, Failure failure) {
    if (credentials instanceof Credentials.AssumedRole assumed
        && failure.stage() == Stage.ASSUME_ROLE) {
      // Customers' scripts know this one, which ends with the words of whoever gives out roles.
      return "Error testing access to S3 using AssumedRole "
          + assumed.role()
          + " - "
          + failure.message();
    }
    return "Error writing to " + location + identity(credentials) + " - " + reason(failure);
  }

  private static boolean brokeOff(PutOutcome outcome) {
    return outcome instanceof PutOutcome.Unknown(Failure failure)
        && failure.code().equals(CONNECTION_LOST);
  }

  private PutOutcome putMarker(Location location, Credentials credentials) {
    try (ObjectStore store = stores.open(location, credentials)) {
      PutOutcome outcome = store.put(ObjectKey.MARKER, MARKER.getBytes(StandardCharsets.US_ASCII));
      return outcome instanceof PutOutcome.Refused(Failure refusal)
          ? new PutOutcome.Refused(store.explain(ObjectKey.MARKER, refusal))
          : outcome;
    } catch (FailureException e) {
      return new PutOutcome.Refused(e.failure());
    }
  }

  private Finding failed(Location location, Credentials credentials, Failure failure) {
    return new Finding(
        ConnectionTest.failed(status(location, credentials, failure), failure, time.now()), false);
  }

  private static String identity(Credentials credentials) {
    return switch (credentials) {
      case Credentials.AccessKey key -> " with access key " + key.accessKeyId();
      case Credentials.AssumedRole assumed -> " with role " + assumed.role();
      case Credentials.None() -> "";
    };
  }

  /** The failure's sentence as the end of another one. */
  private static String reason(Failure failure) {
    String message = failure.message();
    String open = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    boolean sentence =
        open.length() > 1
            && Character.isUpperCase(open.charAt(0))
            && isSmallOrSpace(open.charAt(1));
    return sentence ? Character.toLowerCase(open.charAt(0)) + open.substring(1) : open;
  }

  private static boolean isSmallOrSpace(char letter) {
    return letter == ' ' || Character.isLowerCase(letter);
  }
}
