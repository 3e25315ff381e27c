package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.FailureException;
import dev.waybill.fault.Stage;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.manifest.SigningKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Derives the manifests of a sample of delivered jobs from the log once more, and compares them
 * with what is kept. It reads only, puts nothing anywhere, and takes memory as the least urgent
 * work. Used by one thread.
 *
 * <p>The sample is drawn at random over all jobs of the history, whatever their age, tenant and
 * stream: each of those that can still be derived has about the same chance in every run.
 */
public final class SelfCheck {
  /**
   * From a random place on, so many ids are read, of which one is drawn: that evens out the chances
   * of jobs whose ids happen to lie close to the one before.
   */
  static final int WINDOW = 256;

  /** The history goes further back than the log, so most draws may find nothing to derive. */
  private static final int DRAWS_PER_JOB = 50;

  private final SelfCheckLedger ledger;
  private final SigningKeys keys;
  private final Rederivation rederivation;
  private final RandomGenerator random;
  private final int jobs;
  private final long bytes;
  private final SelfCheckListener listener;

  SelfCheck(
      AttemptRun.Tools tools,
      SelfCheckLedger ledger,
      RandomGenerator random,
      int jobs,
      long bytes,
      SelfCheckListener listener) {
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.keys = tools.keys();
    this.rederivation = new Rederivation(tools, SelfCheck::requireGoingOn);
    this.random = requireNonNull(random, "random is null");
    this.jobs = jobs;
    this.bytes = bytes;
    this.listener = requireNonNull(listener, "listener is null");
  }

  /**
   * Draws jobs until enough were derived, or so many bytes of events that no further one is begun.
   * A job that fails does not stop the others.
   *
   * @throws InterruptedException if the thread is interrupted
   * @throws LogUnavailableException if the log cannot be read, or takes no writes
   */
  public void run() throws InterruptedException {
    try {
      look();
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException(); // then that is why it failed
      }
      throw e;
    }
  }

  private void look() throws InterruptedException {
    Set<JobId> drawn = new HashSet<>();
    int derived = 0;
    long read = 0;
    for (int draw = 0; draw < jobs * DRAWS_PER_JOB && derived < jobs && read < bytes; draw++) {
      Optional<JobId> job = draw(drawn);
      if (job.isEmpty()) {
        return; // there are no others
      }
      drawn.add(job.get());
      Optional<Long> size = check(job.get());
      derived += size.isPresent() ? 1 : 0;
      read += size.orElse(0L);
    }
  }

  private Optional<JobId> draw(Set<JobId> drawn) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    List<JobId> window =
        ledger.jobs(new UUID(random.nextLong(), random.nextLong()), WINDOW).stream()
            .filter(job -> !drawn.contains(job))
            .toList();
    return window.isEmpty()
        ? Optional.empty()
        : Optional.of(window.get(random.nextInt(window.size())));
  }

  /** The bytes that were derived; empty if nothing was. */
  private Optional<Long> check(JobId id) {
    try {
      return ledger.find(id).flatMap(this::check);
    } catch (LogUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      listener.failed(id, e);
      return Optional.empty();
    }
  }

  private Optional<Long> check(SealedJob sealed) {
    try {
      Rederivation.Derived derived = rederivation.derive(sealed.job());
      tell(sealed, new DeliveryComparison(sealed, derived, keys).result());
      return Optional.of(derived.bytes());
    } catch (EventsTrimmed e) {
      listener.checked(sealed.job(), new SelfCheckResult.Skipped());
    } catch (FailureException e) {
      if (e.failure().stage() != Stage.READ) {
        throw e;
      }
      tell(sealed, missing(e));
    }
    return Optional.empty();
  }

  private static SelfCheckResult missing(FailureException cause) {
    return new SelfCheckResult.Different(
        List.of(
            new SelfCheckResult.Difference(
                "log", "all events of the job's range", cause.failure().message())),
        1);
  }

  /** What was removed or replaced while it was looked at proves nothing. */
  private void tell(SealedJob sealed, SelfCheckResult result) {
    boolean changed =
        result instanceof SelfCheckResult.Different
            && ledger.find(sealed.job().id()).filter(sealed::equals).isEmpty();
    listener.checked(sealed.job(), changed ? new SelfCheckResult.Skipped() : result);
  }

  private static void requireGoingOn() {
    if (Thread.currentThread().isInterrupted()) {
      throw new AttemptOver();
    }
  }
}
