package dev.waybill.integration;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Abilities.ConditionalPuts;
import dev.waybill.storage.S3Location;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the marker by the request that a delivery uses. If a store of S3's kind refuses a part of
 * that request, it is put without that part; and a store that took it is asked whether it looks at
 * the names that are taken. AWS itself is never asked for less, nor asked whether.
 */
final class MarkerTrial {
  /** The marker's bytes are fixed: whoever wrote one that is there wrote these. */
  private static final byte[] MARKER =
      "Waybill put this object to test that it may write here. It is not read and may be deleted.\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final String CONNECTION_LOST = "CONNECTION_LOST";
  private static final String CONDITION_NOT_SUPPORTED = "CONDITION_NOT_SUPPORTED";
  private static final String CHECKSUM_NOT_SUPPORTED = "CHECKSUM_NOT_SUPPORTED";

  /** The store does not tell what it is that it does not support. */
  private static final String NOT_SUPPORTED = "NOT_SUPPORTED";

  private static final Set<String> UNSUPPORTED =
      Set.of(CONDITION_NOT_SUPPORTED, CHECKSUM_NOT_SUPPORTED, NOT_SUPPORTED);

  /**
   * What became of the marker.
   *
   * @param learned where it is, with all that is known about the store there
   */
  record Result(PutOutcome outcome, Location learned) {}

  private final ObjectStores stores;
  private final Credentials credentials;

  /** Whether the store encrypts as it is asked to; empty as long as nothing was stored. */
  private Optional<Boolean> encrypted = Optional.empty();

  MarkerTrial(ObjectStores stores, Credentials credentials) {
    this.stores = stores;
    this.credentials = credentials;
  }

  /**
   * Puts it.
   *
   * @param start how to put it first
   * @param known the same place with what is known, which stays known if nothing is found out
   */
  Result put(Location start, Location known) {
    return start instanceof S3Location bucket
            && known instanceof S3Location before
            && !bucket.isAmazons()
        ? put(bucket, before)
        : new Result(putPatiently(start), known);
  }

  private Result put(S3Location start, S3Location known) {
    S3Location as = start;
    PutOutcome first = putPatiently(as);
    PutOutcome outcome = first;
    Optional<S3Location> next = simpler(as, outcome);
    while (next.isPresent()) {
      as = next.get();
      outcome = putPatiently(as);
      next = simpler(as, outcome);
    }
    return switch (outcome) {
      case PutOutcome.Stored() -> learned(as, start, known);
      case PutOutcome.AlreadyThere() -> new Result(outcome, encrypting(wasThere(as, known), known));
      case PutOutcome.Refused _ -> new Result(isUnsupported(outcome) ? first : outcome, known);
      case PutOutcome.OtherBytes _, PutOutcome.Unknown _ -> new Result(outcome, known);
    };
  }

  /**
   * What else to ask of a store that refused. One that does not say what it does not know is first
   * asked without the condition; whether that was it, is found out afterwards.
   */
  private static Optional<S3Location> simpler(S3Location as, PutOutcome outcome) {
    if (!(outcome instanceof PutOutcome.Refused(Failure failure))) {
      return Optional.empty();
    }
    return switch (failure.code()) {
      case CONDITION_NOT_SUPPORTED -> withoutCondition(as);
      case CHECKSUM_NOT_SUPPORTED -> withSimplerChecksum(as);
      case NOT_SUPPORTED -> withoutCondition(as).or(() -> withSimplerChecksum(as));
      default -> Optional.empty();
    };
  }

  private static Optional<S3Location> withoutCondition(S3Location as) {
    return as.abilities().allowCondition()
        ? Optional.of(with(as, ConditionalPuts.REFUSED))
        : Optional.empty();
  }

  private static Optional<S3Location> withSimplerChecksum(S3Location as) {
    return as.checksum().simpler().map(checksum -> as.with(as.abilities().with(checksum)));
  }

  /**
   * A store may look at the name before it looks at the checksum: one that was known to refuse it
   * may still do so.
   */
  private static S3Location wasThere(S3Location as, S3Location known) {
    S3Location honours = with(as, ConditionalPuts.HONOURED);
    return as.abilities()
        .checksum()
        .or(() -> known.abilities().checksum())
        .map(checksum -> honours.with(honours.abilities().with(checksum)))
        .orElse(honours);
  }

  /**
   * The marker is there now, so a second put tells what the store makes of a name that is taken;
   * only while that is not known.
   */
  private Result learned(S3Location as, S3Location start, S3Location known) {
    ConditionalPuts assumed = as.abilities().conditionalPuts();
    if (assumed != ConditionalPuts.UNKNOWN && assumed == start.abilities().conditionalPuts()) {
      return stored(as, known);
    }
    PutOutcome second = putPatiently(with(as, ConditionalPuts.UNKNOWN));
    return switch (second) {
      case PutOutcome.Stored() -> stored(with(as, ConditionalPuts.IGNORED), known);
      case PutOutcome.AlreadyThere() -> stored(with(as, ConditionalPuts.HONOURED), known);
      case PutOutcome.Refused _, PutOutcome.OtherBytes _, PutOutcome.Unknown _ ->
          as.abilities().allowCondition()
              ? stored(with(as, whatItWas(known)), known)
              : plain(second, as, known);
    };
  }

  /** A put with the condition went well, whatever became of the next. */
  private static ConditionalPuts whatItWas(S3Location known) {
    return known.abilities().allowCondition()
        ? known.abilities().conditionalPuts()
        : ConditionalPuts.UNKNOWN;
  }

  /**
   * A single refusal of the condition may come from somebody in between, or be a passing one. Puts
   * go without it only if it is refused again, or had been before.
   */
  private Result plain(PutOutcome second, S3Location as, S3Location known) {
    return isUnsupported(second) || !known.abilities().allowCondition()
        ? stored(as, known)
        : new Result(second, known);
  }

  private Result stored(S3Location learned, S3Location known) {
    return new Result(new PutOutcome.Stored(), encrypting(learned, known));
  }

  /** A marker that was there already tells nothing of how another object would be encrypted. */
  private S3Location encrypting(S3Location learned, S3Location known) {
    boolean ignores =
        encrypted.map(does -> !does).orElseGet(() -> known.abilities().ignoresEncryption());
    return learned.with(learned.abilities().ignoringEncryption(ignores));
  }

  private static boolean isUnsupported(PutOutcome outcome) {
    return outcome instanceof PutOutcome.Refused(Failure failure)
        && UNSUPPORTED.contains(failure.code());
  }

  private static S3Location with(S3Location as, ConditionalPuts found) {
    return as.with(as.abilities().with(found));
  }

  /**
   * Only if the connection breaks, there is a second try: it may have been an old one to a store
   * that has been stopped since, and the marker's bytes are fixed.
   */
  private PutOutcome putPatiently(Location location) {
    PutOutcome outcome = putOnce(location);
    return outcome instanceof PutOutcome.Unknown(Failure failure)
            && failure.code().equals(CONNECTION_LOST)
        ? putOnce(location)
        : outcome;
  }

  private static boolean demandsEncryption(Location location) {
    return location instanceof S3Location bucket && bucket.options().demandEncryption();
  }

  private PutOutcome putOnce(Location location) {
    try (ObjectStore store = stores.open(location, credentials)) {
      PutOutcome outcome = store.put(ObjectKey.MARKER, MARKER);
      if (outcome instanceof PutOutcome.Stored && demandsEncryption(location)) {
        encrypted = Optional.of(!store.hasStoredUnencrypted());
      }
      return outcome instanceof PutOutcome.Refused(Failure refusal)
          ? new PutOutcome.Refused(store.explain(ObjectKey.MARKER, refusal))
          : outcome;
    } catch (FailureException e) {
      return new PutOutcome.Refused(e.failure());
    }
  }
}
