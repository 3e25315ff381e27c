package dev.waybill.event;

import dev.waybill.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes the ids of events that come without one: derived from the request's idempotency key, so
 * that the same request makes the same ids, or else at random.
 */
final class EventIds {
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final Optional<String> idempotencyKey;
  private final Supplier<UUID> random;
  private final Hash hash;

  EventIds(Optional<String> idempotencyKey, Supplier<UUID> random, Hash hash) {
    this.idempotencyKey = idempotencyKey;
    this.random = random;
    this.hash = hash;
  }

  /** Whether no stored event can have one of these ids. */
  boolean areNew() {
    return idempotencyKey.isEmpty();
  }

  byte[] make(EventKind kind, TenantId tenant, int line) {
    String uuid =
        idempotencyKey.map(key -> derived(tenant, key, line)).orElseGet(random).toString();
    return JsonText.ascii(
        switch (kind) {
          case QUERY -> "QUERY-AUDIT-" + uuid.toUpperCase(Locale.ROOT);
          case CUSTOM -> "custom-audit-" + uuid;
          case SYSTEM -> uuid;
        });
  }

  /** A UUID of version 8 (RFC 9562): the first bits of a SHA-256 but for version and variant. */
  private UUID derived(TenantId tenant, String key, int line) {
    String name = tenant + "\n" + key + "\n" + line;
    Digest digest = hash.of(name.getBytes(StandardCharsets.UTF_8));
    return new UUID(
        (digest.high() & ~0xf000L) | VERSION_8, (digest.low() & ~(0b11L << 62)) | VARIANT);
  }
}
