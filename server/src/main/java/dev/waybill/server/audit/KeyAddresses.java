package dev.waybill.server.audit;

import dev.waybill.tenant.ApiKey;
import java.time.Duration;
import java.time.Instant;

/** From where each key was used of late. */
public interface KeyAddresses {
  /** An address that was not used for so long is new. */
  Duration REMEMBERED = Duration.ofDays(90);

  /** So many of a key are known, those that were used last. */
  int KEPT = 100;

  /**
   * Notes that a key is used from an address, and records it if the address is new to the key.
   * Durable when it returns. A key that is gone is none.
   *
   * @param address what counts as one address
   */
  void used(ApiKey key, String address, Instant now);
}
