package dev.waybill.server.admin;

import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.Permission;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The operator's key that a new installation starts with. */
public final class FirstKey {
  /** Hands a secret to the operator; it cannot be had a second time. */
  @FunctionalInterface
  public interface Handover {
    void accept(String secret);
  }

  private FirstKey() {}

  /**
   * Makes the key unless there is an operator's key that works. A crash before the key is stored
   * leaves a secret that opens nothing, and the next start makes another: nobody is locked out.
   */
  public static void makeIfNone(ApiKeys keys, Instant now, Handover handover) {
    boolean there =
        keys.list(Optional.empty()).stream()
            .anyMatch(key -> key.may(Permission.OPERATOR) && !key.isExpired(now));
    if (!there) {
      keys.issue(
          Optional.empty(),
          "first operator key",
          Set.of(Permission.OPERATOR),
          now,
          handover::accept);
    }
  }
}
