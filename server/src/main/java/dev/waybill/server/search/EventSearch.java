package dev.waybill.server.search;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.log.TenantRange;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.List;

/** Looks through a tenant's log in order of receipt, a bounded stretch at a time. */
final class EventSearch {
  private static final int MOST_EVENTS = 100_000;
  private static final long MOST_BYTES = 8L << 20;
  private static final Duration LONGEST = Duration.ofMillis(150);

  private final EventLog log;
  private final TimeSource time;

  EventSearch(EventLog log, TimeSource time) {
    this.log = requireNonNull(log, "log is null");
    this.time = requireNonNull(time, "time is null");
  }

  SearchAnswer search(TenantId tenant, SearchRequest request) {
    Position low = log.start(tenant);
    Position high = log.end(tenant);
    if (request.by() == SearchRequest.By.RECEIVED) {
      low = max(low, log.positionAt(tenant, request.from()));
      high = min(high, log.positionAt(tenant, request.to()));
    }
    var answer = new SearchAnswer(request.limit(), MOST_BYTES);
    return switch (request.order()) {
      case ASC -> forwards(tenant, request, max(low, request.cursor().orElse(low)), high, answer);
      case DESC ->
          backwards(tenant, request, low, min(high, request.cursor().orElse(high)), answer);
    };
  }

  private SearchAnswer forwards(
      TenantId tenant, SearchRequest request, Position low, Position high, SearchAnswer answer) {
    var stretches = new Stretches(log, tenant);
    var budget = new Budget();
    Position at = low;
    while (at.compareTo(high) < 0 && budget.left() && !answer.full()) {
      Range stretch = stretches.after(at, high);
      Matches found = scan(tenant, stretch, request, Matches.Keep.FIRST, answer);
      found.kept().forEach(match -> answer.add(match.line()));
      at = found.cut() ? found.kept().getLast().position().plus(1) : stretch.to();
      budget.used(log.given(tenant, stretch));
    }
    answer.endsAt(at, at.compareTo(high) >= 0);
    return answer;
  }

  private SearchAnswer backwards(
      TenantId tenant, SearchRequest request, Position low, Position high, SearchAnswer answer) {
    var stretches = new Stretches(log, tenant);
    var budget = new Budget();
    Position at = high;
    while (at.compareTo(low) > 0 && budget.left() && !answer.full()) {
      Range stretch = stretches.before(at, low);
      Matches found = scan(tenant, stretch, request, Matches.Keep.LAST, answer);
      found.kept().descendingIterator().forEachRemaining(match -> answer.add(match.line()));
      at = found.cut() ? found.kept().getFirst().position() : stretch.from();
      budget.used(log.given(tenant, stretch));
    }
    answer.endsAt(at, at.compareTo(low) <= 0);
    return answer;
  }

  private Matches scan(
      TenantId tenant,
      Range stretch,
      SearchRequest request,
      Matches.Keep keep,
      SearchAnswer answer) {
    var found = new Matches(request, keep, answer.eventsLeft(), answer.bytesLeft());
    log.scan(List.of(new TenantRange(tenant, stretch)), found);
    return found;
  }

  private static Position max(Position a, Position b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Position min(Position a, Position b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** How much one request may look at. */
  private final class Budget {
    private final long start = time.monotonicNanos();
    private long events;

    void used(long more) {
      events += more;
    }

    boolean left() {
      return events < MOST_EVENTS && time.monotonicNanos() - start < LONGEST.toNanos();
    }
  }
}
