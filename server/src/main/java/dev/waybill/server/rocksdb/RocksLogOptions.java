package dev.waybill.server.rocksdb;

/**
 * How much memory and how many files the log may use. All sizes are bytes.
 *
 * @param writeBuffers memory for what is not in sorted files yet
 * @param blockCache memory for what was read, the indexes and filters of the files included
 * @param openFiles files held open at a time
 * @param waiting bytes of appends that may wait for the committer; beyond it they are refused
 * @param reserve of the disk: with less left no events are taken; of a small disk a twentieth is
 *     kept if that is less, and nothing if it is 0
 */
public record RocksLogOptions(
    long writeBuffers, long blockCache, int openFiles, long waiting, long reserve) {
  private static final long MIB = 1024L * 1024;

  public RocksLogOptions {
    if (writeBuffers < MIB || blockCache < MIB || openFiles < 32 || waiting < 1 || reserve < 0) {
      throw new IllegalArgumentException("too little for an event log");
    }
  }

  /** Fits a server with a heap of 256 MiB. No reserve. */
  public static RocksLogOptions defaults() {
    return new RocksLogOptions(64 * MIB, 32 * MIB, 256, 64 * MIB, 0);
  }

  public RocksLogOptions withReserve(long bytes) {
    return new RocksLogOptions(writeBuffers, blockCache, openFiles, waiting, bytes);
  }
}
