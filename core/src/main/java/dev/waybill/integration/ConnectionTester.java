package dev.waybill.integration;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.GoogleKey;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.Optional;

/**
 * Tests a connection by doing what a delivery does: it puts an object, the marker. A marker that is
 * there already is as good as one just put, because the store looks at the right to write first.
 * The marker stays (docs/decisions/0008-marker-stays.md). Where tenants share the service's
 * identity, the object by which a tenant confirms the place is put, too.
 */
public final class ConnectionTester {

  /**
   * What a test found.
   *
   * @param markerWasThere an earlier test had put the marker: this one proves that the store lets
   *     us write, but not that it can take bytes now
   * @param learned the place, with all that is known about the store there now
   */
  public record Finding(ConnectionTest test, boolean markerWasThere, Location learned) {
    public Finding {
      requireNonNull(test, "test is null");
      requireNonNull(learned, "learned is null");
    }
  }

  private final ObjectStores stores;
  private final TimeSource time;

  public ConnectionTester(ObjectStores stores, TimeSource time) {
    this.stores = requireNonNull(stores, "stores is null");
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * Tests because somebody asked for it: as {@link #examine} does, but finding out anew about the
   * store, and if that succeeds, whether the customer is as safe as he thinks. That he is not is a
   * warning, before one of what the store lacks, but not before one that the current access key
   * does not work.
   */
  public Finding test(Location location, Credentials credentials) {
    Finding found = examine(location.unlearned(), location, credentials);
    Optional<Failure> weakness =
        found.test().neededNoPreviousKey()
            ? stores.weakness(location, credentials)
            : Optional.empty();
    return weakness.flatMap(warning -> warned(found, warning)).orElse(found);
  }

  /**
   * Tests whether objects can be put. Takes as long as the store's timeouts let one request take,
   * and a few requests while the store's abilities are not known. An access key that has one before
   * it must work alone, and still do so {@linkplain ExchangeWarnings#SETTLING a while} after it was
   * given; if the store refuses it, what the two do together is as a delivery would fare.
   */
  public Finding examine(Location location, Credentials credentials) {
    return examine(location, location, credentials);
  }

  private Finding examine(Location start, Location known, Credentials credentials) {
    return switch (credentials) {
      case AccessKey key when key.previous().isPresent() ->
          examine(start, known, key, key.previous().get());
      default -> examineAlone(start, known, credentials);
    };
  }

  private Finding examine(Location start, Location known, AccessKey current, AccessKey previous) {
    Finding alone = examineAlone(start, known, current.alone());
    ExchangeWarnings warnings = new ExchangeWarnings(current, previous);
    if (alone.test().succeeded()) {
      return warnings.tooEarly(time.now()).flatMap(warning -> warned(alone, warning)).orElse(alone);
    }
    Optional<Failure> refusal =
        alone
            .test()
            .failure()
            .filter(it -> it.fault() == Fault.CUSTOMER && it.stage() == Stage.PUT);
    return refusal
        .map(warnings::refused)
        .flatMap(warning -> warned(examineAlone(start, known, current), warning))
        .orElse(alone);
  }

  private Finding examineAlone(Location start, Location known, Credentials credentials) {
    stores.authenticateAnew(known, credentials);
    MarkerTrial.Result result = new MarkerTrial(stores, credentials).put(start, known);
    return switch (result.outcome()) {
      case PutOutcome.Stored() -> found(result, credentials, false);
      case PutOutcome.AlreadyThere() -> found(result, credentials, true);
      case PutOutcome.Refused(Failure failure) -> failed(known, credentials, failure);
      case PutOutcome.OtherBytes(Failure failure) -> failed(known, credentials, failure);
      case PutOutcome.Unknown(Failure failure) -> failed(known, credentials, failure);
    };
  }

  private Optional<Finding> warned(Finding found, Failure warning) {
    return Optional.of(found)
        .filter(it -> it.test().succeeded())
        .map(
            it ->
                new Finding(
                    ConnectionTest.passed(warning, time.now()), it.markerWasThere(), it.learned()));
  }

  /**
   * What objects that a delivery has put tell of a connection: of two access keys, not which of
   * them the store took.
   *
   * @param credentials those of the delivery
   */
  public static ConnectionTest delivered(Location location, Credentials credentials, Instant at) {
    return switch (credentials) {
      case AccessKey key when key.previous().isPresent() ->
          ConnectionTest.passed(new ExchangeWarnings(key, key.previous().get()).delivered(), at);
      default -> passed(location, at);
    };
  }

  /** Objects can be put there; what the store is known to lack is a warning. */
  private static ConnectionTest passed(Location location, Instant at) {
    return lacking(location)
        .map(warning -> ConnectionTest.passed(warning, at))
        .orElseGet(() -> ConnectionTest.passed(at));
  }

  /** The words of a connection that does not work; they hold no secret. */
  public static String status(Location location, Credentials credentials, Failure failure) {
    if (failure.stage() == Stage.CONFIRM) {
      return failure.message();
    }
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

  /** The graver one, if the store lacks several things. */
  private static Optional<Failure> lacking(Location location) {
    if (!(location instanceof S3Location bucket)) {
      return Optional.empty();
    }
    if (bucket.ignoresEncryption()) {
      return Optional.of(
          lacking(
              "ENCRYPTION_IGNORED",
              "This store takes objects without saying that it encrypts them as it is asked to.",
              "Set encryption to BUCKET_DEFAULT if the store encrypts by itself, or use a store that"
                  + " encrypts so. Only a new object shows whether it does now: remove "
                  + bucket.path().resolve(ObjectKey.MARKER)
                  + " from the bucket, and test the connection again."));
    }
    return bucket.conditionalPuts().orElse(true)
        ? Optional.empty()
        : Optional.of(
            lacking(
                "CONDITIONAL_PUT_MISSING",
                "This store puts an object also if its name is taken: what lies there is replaced,"
                    + " and nobody is told.",
                "Switch on versioning, which keeps what is replaced, and let nobody else write to "
                    + location
                    + "; or use a store that knows conditional writes (If-None-Match). Then test"
                    + " the connection again."));
  }

  private static Failure lacking(String code, String message, String advice) {
    return new Failure(Fault.CUSTOMER, Stage.PUT, code, message, advice);
  }

  private Finding found(
      MarkerTrial.Result result, Credentials credentials, boolean markerWasThere) {
    Location learned = result.learned();
    return Confirmation.put(stores, learned, credentials)
        .map(failure -> failed(learned, credentials, failure))
        .orElseGet(() -> new Finding(passed(learned, time.now()), markerWasThere, learned));
  }

  private Finding failed(Location location, Credentials credentials, Failure failure) {
    return new Finding(
        ConnectionTest.failed(status(location, credentials, failure), failure, time.now()),
        false,
        location);
  }

  private static String identity(Credentials credentials) {
    return switch (credentials) {
      case Credentials.None() -> "";
      case Credentials.AccessKey key -> " with access key " + key.accessKeyId();
      case Credentials.AssumedRole assumed -> " with role " + assumed.role();
      case Credentials.SharedAccessSignature _ -> " with a SAS token";
      case Credentials.EntraApplication application ->
          " with the application in the directory " + application.directory();
      case Credentials.GoogleGrant _ -> " with the service's own service account";
      case Credentials.ServiceAccountKey(GoogleKey key) ->
          " with the service account " + key.clientEmail();
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
