package dev.waybill.stores.deadline;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Ends one request of Apache's client when its time is up, and knows whether any of it may have
 * been sent by then. Safe for use by the thread that sends and the one that cuts.
 */
public final class Cutoff {
  /** The name of {@link #beforeSending} among the steps of a client. */
  public static final String STEP = "waybill-cutoff";

  private enum Progress {
    WAITING,
    SENDING,
    CUT_UNSENT,
    CUT
  }

  private final Deadline deadline;
  private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.WAITING);

  /**
   * @throws OutOfTimeException if no time is left at all
   */
  public Cutoff(Deadline deadline) throws OutOfTimeException {
    this.deadline = deadline;
    if (!deadline.remaining().isPositive()) {
      throw new OutOfTimeException(OutOfTimeException.Sent.NOTHING);
    }
  }

  /** The context of the request that this ends. */
  public HttpClientContext context() {
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(STEP, this);
    return context;
  }

  /**
   * The last step of a client before a request is sent: a name was looked up, which takes as long
   * as it takes, and a connection waited for, made and secured.
   */
  public static ClassicHttpResponse beforeSending(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ((Cutoff) scope.clientContext.getAttribute(STEP)).begin();
    return chain.proceed(request, scope);
  }

  /** The time is up. */
  public void now() {
    progress.updateAndGet(
        is ->
            switch (is) {
              case WAITING, CUT_UNSENT -> Progress.CUT_UNSENT;
              case SENDING, CUT -> Progress.CUT;
            });
  }

  /** What it means that the request failed, if that is because its time was up. */
  public Optional<OutOfTimeException> explanation(Exception failure) {
    return switch (progress.get()) {
      case WAITING, SENDING -> Optional.empty();
      case CUT_UNSENT -> Optional.of(late(OutOfTimeException.Sent.NOTHING, failure));
      case CUT -> Optional.of(late(OutOfTimeException.Sent.PERHAPS_ALL, failure));
    };
  }

  private void begin() throws OutOfTimeException {
    if (!deadline.remaining().isPositive()) {
      now();
    }
    if (!progress.compareAndSet(Progress.WAITING, Progress.SENDING)) {
      throw new OutOfTimeException(OutOfTimeException.Sent.NOTHING);
    }
  }

  private static OutOfTimeException late(OutOfTimeException.Sent sent, Exception failure) {
    OutOfTimeException late = new OutOfTimeException(sent);
    late.addSuppressed(failure);
    return late;
  }
}
