package dev.waybill.server.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.event.Digest;
import dev.waybill.tenant.TenantId;
import java.nio.ByteBuffer;

/**
 * The keys of the store. All of a tenant's begin with its id, preceded by the id's length, so that
 * no tenant's keys begin with another's; numbers are big-endian, so that keys sort as positions do.
 */
final class Keys {
  static final byte[] FORMAT = "format".getBytes(US_ASCII);
  static final byte[] TIME = "time".getBytes(US_ASCII);
  static final byte[] INCARNATION = "incarnation".getBytes(US_ASCII);
  static final byte[] COUNTED = "counted".getBytes(US_ASCII);
  private static final byte TENANT_BOUNDS = 0;

  private Keys() {}

  static byte[] tenant(TenantId tenant) {
    byte[] id = tenant.value().getBytes(US_ASCII);
    return ByteBuffer.allocate(1 + id.length).put((byte) id.length).put(id).array();
  }

  static TenantId tenantOf(byte[] tenant) {
    return new TenantId(new String(tenant, 1, tenant.length - 1, US_ASCII));
  }

  /** Sorts just after all keys of that tenant. */
  static byte[] afterTenant(byte[] tenant) {
    byte[] key = tenant.clone();
    key[key.length - 1]++;
    return key;
  }

  static byte[] block(byte[] tenant, long first) {
    return ByteBuffer.allocate(tenant.length + Long.BYTES).put(tenant).putLong(first).array();
  }

  static byte[] id(byte[] tenant, Digest id) {
    return ByteBuffer.allocate(tenant.length + Digest.BYTES)
        .put(tenant)
        .putLong(id.high())
        .putLong(id.low())
        .array();
  }

  static byte[] bounds(byte[] tenant) {
    return ByteBuffer.allocate(1 + tenant.length).put(TENANT_BOUNDS).put(tenant).array();
  }

  /** Whether that is the key of a block of the tenant. */
  static boolean isBlockOf(byte[] tenant, byte[] key) {
    return key.length == tenant.length + Long.BYTES
        && ByteBuffer.wrap(key, 0, tenant.length).equals(ByteBuffer.wrap(tenant));
  }

  static long first(byte[] blockKey) {
    return ByteBuffer.wrap(blockKey).getLong(blockKey.length - Long.BYTES);
  }
}
