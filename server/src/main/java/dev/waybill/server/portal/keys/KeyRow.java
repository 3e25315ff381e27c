package dev.waybill.server.portal.keys;

import dev.waybill.server.keys.KeyView;
import dev.waybill.tenant.ApiKey;
import java.time.Instant;
import java.util.List;

/**
 * A key as it is listed.
 *
 * @param prefix by which people recognise it
 * @param lastUsed none or one, like the end
 * @param ended whether it opens nothing any more
 */
record KeyRow(
    String id,
    String name,
    String prefix,
    List<String> permissions,
    Instant created,
    List<Instant> lastUsed,
    List<Instant> ends,
    boolean ended) {
  static KeyRow of(KeyView view, Instant now) {
    ApiKey key = view.key();
    return new KeyRow(
        key.id().toString(),
        key.name(),
        key.prefix(),
        key.permissions().stream().sorted().map(Enum::name).toList(),
        key.createdAt(),
        view.lastUsedAt().stream().toList(),
        key.expiresAt().stream().toList(),
        key.isExpired(now));
  }
}
