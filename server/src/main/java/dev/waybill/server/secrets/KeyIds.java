package dev.waybill.server.secrets;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** The ids of keys, and how a ciphertext tells which of them encrypted it. */
final class KeyIds {
  private static final byte TINK = 1;
  private static final int PREFIX_BYTES = 5;

  private KeyIds() {}

  /** Of all keys in the set, the oldest first. */
  static List<String> of(KeysetHandle keyset) {
    return IntStream.range(0, keyset.size())
        .mapToObj(index -> text(keyset.getAt(index).getId()))
        .toList();
  }

  static String text(int id) {
    return Integer.toUnsignedString(id);
  }

  /** With these bytes begins whatever the key encrypts. */
  static byte[] prefix(String id) {
    return ByteBuffer.allocate(PREFIX_BYTES).put(TINK).putInt(Integer.parseUnsignedInt(id)).array();
  }

  /** Whether each key marks with its id what it encrypts. */
  static boolean areAllMarked(KeysetHandle keyset) {
    return IntStream.range(0, keyset.size())
        .mapToObj(keyset::getAt)
        .allMatch(
            entry ->
                entry.getKey() instanceof AeadKey key
                    && key.getOutputPrefix().size() == PREFIX_BYTES);
  }
}
