package dev.waybill.server.portal;

import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A file that pages load. Its path changes with its bytes, so browsers may keep it for ever. */
final class Asset {
  private static final int HASH_BYTES = 12;

  private final String name;
  private final String type;
  private final byte[] bytes;

  Asset(String name, String type, byte[] bytes) {
    this.name = requireNonNull(name, "name is null");
    this.type = requireNonNull(type, "type is null");
    this.bytes = bytes.clone();
  }

  String path() {
    return Assets.PATH + hash() + "/" + name;
  }

  String type() {
    return type;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  private String hash() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
