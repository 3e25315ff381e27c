package dev.waybill.server.exports;

import dev.waybill.storage.Credentials.AccessKey;

/** Which access keys are held once one was given in the place of another. */
final class KeyExchange {
  private KeyExchange() {}

  /**
   * At the same place. The present key stays beside another one, or, if it has not worked yet
   * itself, the one before it does; that one may also come back, and then is held alone.
   */
  static AccessKey exchange(AccessKey known, AccessKey given) {
    if (areSame(known, given)) {
      return known;
    }
    AccessKey earlier = known.previous().orElse(known);
    if (isNamedAlike(earlier, given)) {
      return areSame(earlier, given) ? earlier : given;
    }
    return given.after(earlier);
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
