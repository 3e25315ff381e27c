package dev.waybill.server.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Tells a torn last record of the write-ahead log from one whose length is damaged. To RocksDB both
 * reach beyond the end of the file, and it drops both without a word; but a record that is there as
 * a whole was acknowledged, and at its true length its checksum is right.
 *
 * <p>The format is that of RocksDB's log_format.h: blocks of 32 KiB with records of masked CRC32C,
 * length, type and payload; a record does not cross the end of a block. A torn record passes for a
 * damaged one with a probability of 2^-17.
 */
record LastRecord(Path folder) {
  private static final int BLOCK = 32 * 1024;
  private static final int HEADER = 7;
  private static final int LENGTH_AT = 4;
  private static final int TYPE_AT = 6;
  private static final int MASK_DELTA = 0xa282ead8;

  /** The write-ahead log whose last record has a damaged length. */
  Optional<Path> damaged() throws IOException {
    Optional<Path> newest;
    try (Stream<Path> files = Files.list(folder)) {
      newest =
          files
              .filter(file -> file.getFileName().toString().matches("\\d+\\.log"))
              .max(Comparator.comparing(file -> file.getFileName().toString()));
    }
    return newest.isPresent() && isLengthDamaged(lastBlock(newest.get()))
        ? newest
        : Optional.empty();
  }

  private static ByteBuffer lastBlock(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      long start = size == 0 ? 0 : (size - 1) / BLOCK * BLOCK;
      ByteBuffer block =
          ByteBuffer.allocate(Math.toIntExact(size - start)).order(ByteOrder.LITTLE_ENDIAN);
      while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
        // Until the block is full, or the file has become shorter.
      }
      return block.flip();
    }
  }

  private static boolean isLengthDamaged(ByteBuffer block) {
    int at = 0;
    while (at + HEADER <= block.limit()) {
      int next = at + HEADER + Short.toUnsignedInt(block.getShort(at + LENGTH_AT));
      if (next > block.limit()) {
        return isWholeAtSomeLength(block, at);
      }
      at = next;
    }
    return false;
  }

  private static boolean isWholeAtSomeLength(ByteBuffer block, int record) {
    int stored = block.getInt(record);
    var checksum = new CRC32C();
    for (int at = record + TYPE_AT; at < block.limit(); at++) {
      checksum.update(block.get(at));
      if (masked((int) checksum.getValue()) == stored) {
        return true;
      }
    }
    return false;
  }

  private static int masked(int checksum) {
    return Integer.rotateRight(checksum, 15) + MASK_DELTA;
  }
}
