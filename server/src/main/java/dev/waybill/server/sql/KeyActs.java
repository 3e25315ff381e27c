package dev.waybill.server.sql;

import dev.waybill.manifest.KeyId;
import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.Details;
import dev.waybill.server.audit.ServiceActs;
import dev.waybill.tenant.ApiKey;

/** Records what is done with keys. */
final class KeyActs {
  private KeyActs() {}

  static void issued(Transaction tx, ApiKey key) {
    record(
        tx,
        key,
        Act.done(
            ActName.CREATE_API_KEY,
            ServiceActs.about(key)
                .with("permissions", key.permissions().stream().sorted().toList())
                .with("expiresAt", key.expiresAt())));
  }

  static void rotated(Transaction tx, ApiKey before, ApiKey after) {
    record(
        tx,
        after,
        Act.done(
            ActName.ROTATE_API_KEY,
            ServiceActs.about(after)
                .with("expiresAt", after.expiresAt())
                .with("replaced", before.id())
                .with("replacedExpiresAt", before.expiresAt())));
  }

  static void revoked(Transaction tx, ApiKey key) {
    record(tx, key, Act.done(ActName.REVOKE_API_KEY, ServiceActs.about(key)));
  }

  static void rotated(Transaction tx, KeyId before, KeyId after) {
    tx.recordForOperators(
        Act.done(ActName.ROTATE_SIGNING_KEY, Details.of(after).with("predecessor", before)));
  }

  static void secretKeyRotated(Transaction tx, String before, String after) {
    tx.recordForOperators(
        Act.done(ActName.ROTATE_SECRET_KEY, Details.of(after).with("predecessor", before)));
  }

  /** What is done with a platform key is of interest to the operators alone. */
  static void record(Transaction tx, ApiKey key, Act act) {
    key.tenant()
        .ifPresentOrElse(tenant -> tx.record(tenant, act), () -> tx.recordForOperators(act));
  }
}
