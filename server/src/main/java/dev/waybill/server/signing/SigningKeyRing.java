package dev.waybill.server.signing;

import dev.waybill.manifest.SigningKeys;
import java.time.Instant;
import java.util.List;

/** The signing keys, as operators see and change them. */
public interface SigningKeyRing extends SigningKeys {

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
