package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.tenant.TenantId;
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

/**
 * Keeps the threads of one tenant's searches and GraphQL requests to a share of all, so that slow
 * ones leave room for others. Requests with events have limits of their own.
 */
public final class TenantRequests extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final int most;
  private final transient ConcurrentMap<TenantId, Integer> running = new ConcurrentHashMap<>();

  /**
   * Starts with none.
   *
   * @param most requests of a tenant at a time
   */
  public TenantRequests(int most) {
    this.most = most;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<TenantId> tenant =
        Route.isIngest(request) ? Optional.empty() : Caller.find(request).flatMap(Caller::tenant);
    if (tenant.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    try {
      int now = requireNonNull(running.merge(tenant.get(), 1, Integer::sum), "it was added");
      if (now > most) {
        Refusal.send(refusal(), request, response);
      } else {
        chain.doFilter(request, response);
      }
    } finally {
      running.computeIfPresent(tenant.get(), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private Problem refusal() {
    return new Problem(
            ProblemCode.RATE_LIMITED,
            "The tenant has " + most + " requests under way: wait until one of them has ended.")
        .retryAfter(RETRY_AFTER);
  }
}
