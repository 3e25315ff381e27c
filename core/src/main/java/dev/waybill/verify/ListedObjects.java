package dev.waybill.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which keys were listed, and which of them manifests list too: 8 bytes for each. Of keys only a
 * hash is kept, with a salt that nobody can foresee, so that nobody can make two keys that share
 * it.
 */
final class ListedObjects {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int GROUPS = 256;
  private static final int FIRST_SIZE = 16;

  private final MessageDigest sha256;
  private final byte[] salt;
  private final long[][] groups = new long[GROUPS][FIRST_SIZE];
  private final int[] sizes = new int[GROUPS];
  private final BitSet[] taken = new BitSet[GROUPS];

  ListedObjects(long salt) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    this.salt = new byte[Long.BYTES];
    LONG.set(this.salt, 0, salt);
    Arrays.setAll(taken, group -> new BitSet());
  }

  void add(String key) {
    long hash = hash(key);
    int group = group(hash);
    if (sizes[group] == groups[group].length) {
      groups[group] = Arrays.copyOf(groups[group], sizes[group] + sizes[group] / 2);
    }
    groups[group][sizes[group]++] = hash;
  }

  /** Ends the listing. */
  void seal() {
    for (int group = 0; group < GROUPS; group++) {
      Arrays.sort(groups[group], 0, sizes[group]);
      sizes[group] = distinct(groups[group], sizes[group]);
    }
  }

  /** A manifest lists the key. */
  void take(String key) {
    long hash = hash(key);
    int at = find(hash);
    if (at >= 0) {
      taken[group(hash)].set(at);
    }
  }

  /** Whether the key was listed, and no manifest lists it. */
  boolean isLeft(String key) {
    long hash = hash(key);
    int at = find(hash);
    return at >= 0 && !taken[group(hash)].get(at);
  }

  boolean isAnyLeft() {
    for (int group = 0; group < GROUPS; group++) {
      if (taken[group].cardinality() < sizes[group]) {
        return true;
      }
    }
    return false;
  }

  private int find(long hash) {
    int group = group(hash);
    return Arrays.binarySearch(groups[group], 0, sizes[group], hash);
  }

  private long hash(String key) {
    sha256.update(salt);
    return (long) LONG.get(sha256.digest(key.getBytes(UTF_8)), 0);
  }

  private static int group(long hash) {
    return (int) (hash >>> (Long.SIZE - Byte.SIZE));
  }

  private static int distinct(long[] sorted, int size) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return kept;
  }
}
