package dev.waybill.server.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The log as it was at a moment, made of links on its own disk, until it is closed. What is removed
 * from the log meanwhile keeps its space until then. For one thread.
 */
public final class LogCheckpoint implements AutoCloseable {
  private final CheckpointFolder folder;
  private final Path links;
  private final Optional<Instant> lastReceived;
  private boolean closed;

  LogCheckpoint(CheckpointFolder folder, Path links, Optional<Instant> lastReceived) {
    this.folder = folder;
    this.links = links;
    this.lastReceived = lastReceived;
  }

  /**
   * It holds all events through that time of receipt, and perhaps some that came later; empty if
   * there never was an event.
   */
  public Optional<Instant> lastReceived() {
    return lastReceived;
  }

  /**
   * Moves it, once, into a folder that does not exist yet, and is on stable storage when this
   * returns: at once on the log's own disk, where files that never change stay links; byte by byte
   * to another disk. A crash in the middle leaves nothing in that folder, or, on another disk, a
   * part.
   *
   * @throws UncheckedIOException if it cannot be written there
   */
  public void moveTo(Path copy) {
    try {
      FolderMove.move(links, copy);
    } catch (IOException e) {
      throw new UncheckedIOException("The event log cannot be copied to " + copy + ": " + e, e);
    }
  }

  /** Removes what was not moved. Twice is as good as once. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      folder.release();
    } catch (IOException e) {
      throw new UncheckedIOException("The links in " + links + " cannot be removed: " + e, e);
    }
  }
}
