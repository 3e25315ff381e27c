package dev.waybill.server.exports;

import dev.waybill.fault.Fault;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.storage.Credentials.AccessKey;
import java.util.Optional;
import java.util.function.Supplier;

/** Which access keys are held once one was given in the place of another. */
final class KeyExchange {
  private KeyExchange() {}

  /**
   * At the same place. The present key stays beside another one. Of two that are held, or in the
   * place of one whose secret only is another, the one that works stays; in doubt the one before,
   * which has worked.
   *
   * @param present what a test of what is held finds; not asked in vain
   */
  static AccessKey exchange(AccessKey known, AccessKey given, Supplier<ConnectionTest> present) {
    if (areSame(known, given)) {
      return known;
    }
    AccessKey current = known.previous().filter(before -> areSame(before, given)).orElse(given);
    return beside(known, given, present)
        .filter(earlier -> !areSame(earlier, current))
        .map(current::after)
        .orElse(current);
  }

  private static Optional<AccessKey> beside(
      AccessKey known, AccessKey given, Supplier<ConnectionTest> present) {
    if (known.previous().isEmpty() && !isNamedAlike(known, given)) {
      return Optional.of(known);
    }
    ConnectionTest test = present.get();
    if (test.neededNoPreviousKey()) {
      return Optional.of(known);
    }
    boolean refused = test.failure().filter(it -> it.fault() == Fault.CUSTOMER).isPresent();
    return known.previous().or(() -> Optional.of(known).filter(_ -> !refused));
  }

  /** At another place: a secret never goes elsewhere than it was given for. */
  static AccessKey elsewhere(AccessKey known, AccessKey given) {
    return areSame(known, given) ? known.alone() : given;
  }

  private static boolean areSame(AccessKey one, AccessKey other) {
    return isNamedAlike(one, other) && one.secretAccessKey().equals(other.secretAccessKey());
  }

  private static boolean isNamedAlike(AccessKey one, AccessKey other) {
    return one.accessKeyId().equals(other.accessKeyId());
  }
}
