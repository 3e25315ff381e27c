package dev.waybill.server.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Makes copies of the open store, of links, which is quick: a reopening waits for no more. */
final class Checkpoints {
  private final OpenStore store;
  private final CheckpointFolder folder;

  Checkpoints(OpenStore store, CheckpointFolder folder) {
    this.store = store;
    this.folder = folder;
  }

  /**
   * @param lastReceived to which the store holds everything
   */
  LogCheckpoint make(Optional<Instant> lastReceived) {
    try {
      Path links = folder.take();
      var checkpoint = new LogCheckpoint(folder, links, lastReceived);
      try {
        store.copyTo(links);
      } catch (IOException | RuntimeException | Error e) {
        try (checkpoint) {
          throw e;
        }
      }
      return checkpoint;
    } catch (IOException e) {
      throw new UncheckedIOException("The event log cannot be copied: " + e, e);
    }
  }
}
