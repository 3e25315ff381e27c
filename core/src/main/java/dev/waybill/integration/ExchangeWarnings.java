package dev.waybill.integration;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AccessKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What to tell a customer while two access keys are held, lest he delete the one that is needed.
 * The two may have one id, of which the secret was exchanged.
 */
record ExchangeWarnings(AccessKey current, AccessKey previous) {
  /** A store of many machines may take that long until each of them knows a new key. */
  static final Duration SETTLING = Duration.ofMinutes(10);

  /** Of a new key that works, but may not yet work everywhere; empty if it is old enough. */
  Optional<Failure> tooEarly(Instant now) {
    return current
        .addedAt()
        .map(given -> given.plus(SETTLING))
        .filter(now::isBefore)
        .map(
            settled ->
                notProven(
                    (haveOneId() ? "The new secret of " : "The new access key ")
                        + current.accessKeyId()
                        + " works. "
                        + (haveOneId()
                            ? "The secret before"
                            : "The one before it, " + previous.accessKeyId() + ",")
                        + " stays in use beside it, for a new one may take a while until it works"
                        + " everywhere.",
                    "Test the connection again after "
                        + settled
                        + ": if the new one works then, the one before is forgotten."));
  }

  /** Of objects that were put. */
  Failure delivered() {
    return notProven(
        "Objects are put with the access key "
            + current.accessKeyId()
            + " or with "
            + before()
            + ": a delivery does not tell which of them the store takes.",
        "Test the connection, which tries the new one alone.");
  }

  /**
   * Of a new key that does not work, while the one before does.
   *
   * @param refusal what the store said to it
   */
  Failure refused(Failure refusal) {
    return new Failure(
        Fault.CUSTOMER,
        refusal.stage(),
        ConnectionTest.NEW_ACCESS_KEY_REFUSED,
        refusal.message() + " Deliveries go on with " + before() + ".",
        keep()
            + "A new access key may take a while until it works everywhere: test again in some"
            + " minutes. Else: "
            + refusal.advice());
  }

  private Failure notProven(String message, String advice) {
    return new Failure(
        Fault.CUSTOMER,
        Stage.PUT,
        ConnectionTest.NEW_ACCESS_KEY_NOT_PROVEN,
        message,
        keep() + advice);
  }

  private String before() {
    return haveOneId()
        ? "the secret before it"
        : "the access key before it, " + previous.accessKeyId();
  }

  private String keep() {
    return haveOneId() ? "" : "Do not delete " + previous.accessKeyId() + " yet. ";
  }

  private boolean haveOneId() {
    return current.accessKeyId().equals(previous.accessKeyId());
  }
}
