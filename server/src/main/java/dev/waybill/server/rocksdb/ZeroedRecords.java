package dev.waybill.server.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds records of a write-ahead log that a disk replaced by zeros. RocksDB takes zeros where a
 * record should begin for padding and goes on after the block of 32 KiB, without a word if a record
 * begins there: acknowledged events would be missing. Zeros up to the end of the file pass: they
 * are what a power cut leaves where nothing was synced.
 *
 * <p>The format is that of {@link LastRecord}. Only the heads of records are looked at.
 */
record ZeroedRecords(Path folder) {
  private static final int BLOCK = 32 * 1024;
  private static final int HEADER = 7;
  private static final int LENGTH_AT = 4;
  private static final int TYPE_AT = 6;

  /** The first write-ahead log with zeros between records. */
  Optional<Path> damaged() throws IOException {
    List<Path> logs;
    try (Stream<Path> files = Files.list(folder)) {
      logs =
          files
              .filter(file -> file.getFileName().toString().matches("\\d+\\.log"))
              .sorted()
              .toList();
    }
    for (Path log : logs) {
      if (hasZeroedRecord(log)) {
        return Optional.of(log);
      }
    }
    return Optional.empty();
  }

  private static boolean hasZeroedRecord(Path log) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    boolean zeros = false;
    try (FileChannel channel = FileChannel.open(log)) {
      while (fill(block, channel)) {
        int at = zeros ? 0 : firstZeroedRecord(block);
        zeros |= at < block.limit();
        if (zeros && hasData(block, at)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean fill(ByteBuffer block, FileChannel channel) throws IOException {
    block.clear();
    while (block.hasRemaining() && channel.read(block) >= 0) {
      // Until the block is full or the file ends.
    }
    return block.flip().hasRemaining();
  }

  /** Where in the block it begins; its limit if there is none. */
  private static int firstZeroedRecord(ByteBuffer block) {
    int at = 0;
    while (at + HEADER <= block.limit()) {
      int length = Short.toUnsignedInt(block.getShort(at + LENGTH_AT));
      if (length == 0 && block.get(at + TYPE_AT) == 0) {
        return at;
      }
      at += HEADER + length;
    }
    return block.limit();
  }

  private static boolean hasData(ByteBuffer block, int from) {
    for (int at = from; at < block.limit(); at++) {
      if (block.get(at) != 0) {
        return true;
      }
    }
    return false;
  }
}
