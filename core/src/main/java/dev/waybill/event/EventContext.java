package dev.waybill.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a request says about all of its events.
 *
 * @param keyName the name of the API key: the default {@code eventSource}
 * @param keyId the id of the API key: in the default {@code userIdentity}
 * @param tenant whose events they are
 * @param defaultKind the kind of events that do not state theirs; empty to conclude it from their
 *     other fields
 * @param idempotencyKey from which absent ids are derived; empty to make them at random
 * @param ids makes random ids
 * @param own whether they are the service's own events, whose source is reserved
 */
public record EventContext(
    String keyName,
    UUID keyId,
    TenantChoice tenant,
    Optional<EventKind> defaultKind,
    Optional<String> idempotencyKey,
    Supplier<UUID> ids,
    boolean own) {

  public EventContext {
    requireNonNull(keyName, "keyName is null");
    requireNonNull(keyId, "keyId is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(defaultKind, "defaultKind is null");
    requireNonNull(idempotencyKey, "idempotencyKey is null");
    requireNonNull(ids, "ids is null");
  }

  /** Of a sender's events. */
  public EventContext(
      String keyName,
      UUID keyId,
      TenantChoice tenant,
      Optional<EventKind> defaultKind,
      Optional<String> idempotencyKey,
      Supplier<UUID> ids) {
    this(keyName, keyId, tenant, defaultKind, idempotencyKey, ids, false);
  }
}
