package dev.waybill.verify;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/**
 * Reads signed documents side by side, judges them, and hands them over in the order in which they
 * were submitted. Large ones are read when their turn comes, one at a time in the thread that
 * submits, so that memory does not depend on how many of them somebody put.
 */
final class SignedReads<T> {
  private static final int AHEAD = 8;

  private final Source<T> source;
  private final KeyRing keys;
  private final OrderedTasks.Results<Outcome<AcceptedFile<T>>> results;
  private final OrderedTasks<Read<T>> tasks;

  /** Where documents come from. */
  interface Source<T> {
    /** Empty if it is too large to be read beside others. */
    Optional<Outcome<SignedFile<T>>> small(String key) throws IOException;

    Outcome<SignedFile<T>> large(String key) throws IOException;
  }

  /**
   * What became of a reading.
   *
   * @param outcome empty if the document is large
   */
  private record Read<T>(
      String key, UUID stream, long job, Optional<Outcome<AcceptedFile<T>>> outcome) {}

  /**
   * @param keys that will grow no more
   */
  SignedReads(
      Source<T> source,
      KeyRing keys,
      ExecutorService pool,
      OrderedTasks.Results<Outcome<AcceptedFile<T>>> results) {
    this.source = source;
    this.keys = keys;
    this.results = results;
    tasks = new OrderedTasks<>(pool, AHEAD, this::take);
  }

  void submit(String key, UUID stream, long job) throws IOException, InterruptedException {
    tasks.submit(
        () ->
            new Read<>(
                key,
                stream,
                job,
                source.small(key).map(outcome -> keys.judge(outcome, stream, job))));
  }

  /** Waits until all documents were handed over. */
  void finish() throws IOException, InterruptedException {
    tasks.finish();
  }

  private void take(Read<T> read) throws IOException, InterruptedException {
    results.take(read.outcome().isPresent() ? read.outcome().get() : large(read));
  }

  private Outcome<AcceptedFile<T>> large(Read<T> read) throws IOException {
    try {
      return keys.judge(source.large(read.key()), read.stream(), read.job());
    } catch (OutOfMemoryError e) {
      return new Outcome.Refused<>(DocumentReader.tooLarge(read.key()));
    }
  }
}
