package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the requests of one tenant to a share of all threads, so that slow ones leave room for
 * others: searches and GraphQL requests together, and those with events by themselves. A request
 * counts until it is answered, also if no thread waits for it meanwhile.
 */
public final class TenantRequests extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final int most;
  private final int mostWithEvents;
  private final transient ConcurrentMap<Share, Integer> running = new ConcurrentHashMap<>();

  /**
   * Starts with none.
   *
   * @param most searches and GraphQL requests of a tenant at a time
   * @param mostWithEvents requests with events at a time, of a tenant or of a key that has none
   */
  public TenantRequests(int most, int mostWithEvents) {
    this.most = most;
    this.mostWithEvents = mostWithEvents;
  }

  /** What requests are counted under. */
  private record Share(boolean events, String of) {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Share> share = share(request);
    if (share.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    var counted = new Counted(share.get());
    try {
      if (counted.now > most(share.get())) {
        Refusal.send(refusal(share.get()), request, response);
      } else {
        chain.doFilter(request, response);
      }
    } finally {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(counted);
      } else {
        counted.end();
      }
    }
  }

  private static Optional<Share> share(HttpServletRequest request) {
    Optional<Caller> caller = Caller.find(request);
    return Route.isIngest(request)
        ? caller.map(sender -> new Share(true, sender.sender()))
        : caller.flatMap(Caller::tenant).map(tenant -> new Share(false, tenant.value()));
  }

  private int most(Share share) {
    return share.events() ? mostWithEvents : most;
  }

  private Problem refusal(Share share) {
    return new Problem(
            ProblemCode.RATE_LIMITED,
            "The tenant%s has %d requests under way: wait until one of them has ended."
                .formatted(share.events() ? " or key" : "", most(share)))
        .retryAfter(RETRY_AFTER);
  }

  /** A request that counts until it ends, once. */
  private final class Counted implements AsyncListener {
    private final Share share;
    private final int now;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Counted(Share share) {
      this.share = share;
      this.now =
          requireNonNull(TenantRequests.this.running.merge(share, 1, Integer::sum), "it was added");
    }

    private void end() {
      if (ended.compareAndSet(false, true)) {
        TenantRequests.this.running.computeIfPresent(
            share, (_, count) -> count == 1 ? null : count - 1);
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {
      end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // it completes after that
    }

    @Override
    public void onError(AsyncEvent event) {
      // it completes after that
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this); // the container forgets it here
    }
  }
}
