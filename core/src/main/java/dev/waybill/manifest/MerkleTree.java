package dev.waybill.manifest;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The Merkle tree of RFC 6962, section 2.1, over leaves that come one after the other. It holds one
 * hash for each complete subtree, so its memory grows with the logarithm of the leaves, and makes
 * no object for a leaf. Used by one thread.
 */
public final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final int HASH = Sha256.BYTES;
  private static final int MOST_SUBTREES = Long.SIZE;

  private final MessageDigest sha256 = Digests.sha256();

  /** The roots of the complete subtrees, the largest first; one for each bit set in the count. */
  private final byte[] subtrees = new byte[(MOST_SUBTREES + 1) * HASH];

  private int depth;
  private long leaves;
  private boolean inLeaf;

  /** Appends a piece of the present leaf; not kept after the call. */
  public void append(byte[] bytes, int offset, int length) {
    beginLeaf();
    sha256.update(bytes, offset, length);
  }

  /** Ends the present leaf, which is empty if nothing was appended to it. */
  public void endLeaf() {
    beginLeaf();
    Digests.end(sha256, subtrees, depth * HASH);
    depth++;
    inLeaf = false;
    for (long complete = leaves; (complete & 1) == 1; complete >>= 1) {
      join(subtrees, depth - 2);
      depth--;
    }
    leaves++;
  }

  public long leaves() {
    return leaves;
  }

  /** The tree hash of the leaves that have ended; more may follow, unless one has begun. */
  public Sha256 root() {
    if (inLeaf) {
      throw new IllegalStateException("a leaf has not ended");
    }
    if (depth == 0) {
      return Sha256.of(new byte[0]);
    }
    byte[] hashes = Arrays.copyOf(subtrees, depth * HASH);
    for (int left = depth - 2; left >= 0; left--) {
      join(hashes, left);
    }
    return Sha256.at(hashes, 0);
  }

  private void beginLeaf() {
    if (!inLeaf) {
      sha256.update(LEAF);
      inLeaf = true;
    }
  }

  /** Puts the hash of the node over two hashes that lie side by side in the place of the left. */
  private void join(byte[] hashes, int left) {
    sha256.update(NODE);
    sha256.update(hashes, left * HASH, 2 * HASH);
    Digests.end(sha256, hashes, left * HASH);
  }
}
