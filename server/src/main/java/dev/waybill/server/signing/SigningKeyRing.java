package dev.waybill.server.signing;

import java.time.Instant;
import java.util.List;

/** All keys with which this service signs or ever signed. Safe for use by many threads. */
public interface SigningKeyRing {

  /** Every key, the current one first, the retired ones after it; never empty. */
  List<KeptKey> list();

  /**
   * Makes a new key and retires the current one, which declares the new one its successor. Both
   * happens, on stable storage, or neither. What is under way goes on with the old key.
   *
   * @return the new key
   */
  KeptKey rotate(Instant now);
}
