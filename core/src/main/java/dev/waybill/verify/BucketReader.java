package dev.waybill.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A place to read: one folder of a bucket, or a directory. Keys are relative to it. Safe for use by
 * many threads. Exceptions mean that it could not be read, never that something is not there; those
 * of one object are {@link UnreachableException}s if no other object could be read either.
 */
public interface BucketReader extends AutoCloseable {

  /**
   * Shows every object whose key starts with a prefix, as it goes, by ascending key as far as the
   * store lists in that order. An object that is put meanwhile may be shown or not; one that was
   * there before and stays is always shown.
   *
   * @param prefix ends with a slash
   */
  void list(String prefix, Visitor visitor) throws IOException, InterruptedException;

  /**
   * Opens an object; empty if there is none of that key. The stream is the caller's to close, and
   * may be closed before its end. An object that is replaced while it is read is an exception, or
   * is read as it was or as it is, never mixed.
   */
  Optional<InputStream> open(String key) throws IOException;

  /** How many objects are best read at a time. */
  int parallelism();

  @Override
  void close();

  /**
   * An object that is there.
   *
   * @param bytes as stored
   */
  record Listed(String key, long bytes) {}

  /** Takes what is listed. */
  @FunctionalInterface
  interface Visitor {
    void visit(Listed object) throws IOException, InterruptedException;
  }
}
