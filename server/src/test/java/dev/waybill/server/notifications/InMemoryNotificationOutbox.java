package dev.waybill.server.notifications;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** An outbox that a test fills by itself. */
public final class InMemoryNotificationOutbox implements NotificationOutbox {
  private static final Comparator<Row> OLDEST =
      Comparator.comparing((Row row) -> row.waiting().createdAt())
          .thenComparing(row -> row.waiting().id());

  private record Row(Waiting waiting, Instant next) {}

  private final List<Row> rows = new ArrayList<>();

  public synchronized void add(Waiting waiting) {
    rows.add(new Row(waiting, waiting.createdAt()));
  }

  public synchronized int size() {
    return rows.size();
  }

  @Override
  public synchronized List<Waiting> due(
      Channel channel, Instant now, Set<String> except, Set<TenantId> busy, int limit) {
    Set<List<Object>> seen = new HashSet<>();
    return rows.stream()
        .filter(row -> row.waiting().channel() == channel && !row.next().isAfter(now))
        .filter(row -> !except.contains(row.waiting().receiver()))
        .filter(row -> !busy.contains(row.waiting().tenant()))
        .sorted(OLDEST)
        .filter(row -> seen.add(List.of(row.waiting().tenant(), row.waiting().receiver())))
        .limit(limit)
        .map(Row::waiting)
        .toList();
  }

  @Override
  public synchronized void remove(UUID id) {
    rows.removeIf(row -> row.waiting().id().equals(id));
  }

  @Override
  public synchronized void retry(UUID id, Instant at) {
    rows.replaceAll(
        row -> row.waiting().id().equals(id) ? new Row(failedOnceMore(row.waiting()), at) : row);
  }

  @Override
  public synchronized void removeAll(Channel channel) {
    rows.removeIf(row -> row.waiting().channel() == channel);
  }

  @Override
  public synchronized List<Queue> queues(TenantId tenant) {
    return rows.stream()
        .filter(row -> row.waiting().tenant().equals(tenant))
        .collect(
            Collectors.groupingBy(
                row -> List.of(row.waiting().channel(), row.waiting().receiver())))
        .values()
        .stream()
        .map(InMemoryNotificationOutbox::queue)
        .toList();
  }

  private static Queue queue(List<Row> waiting) {
    Waiting any = waiting.getFirst().waiting();
    return new Queue(
        any.channel(),
        any.receiver(),
        waiting.size(),
        waiting.stream()
            .map(Row::waiting)
            .filter(row -> row.attempts() > 0)
            .map(Waiting::createdAt)
            .min(Comparator.naturalOrder()),
        waiting.stream().map(Row::next).min(Comparator.naturalOrder()).orElseThrow());
  }

  @Override
  public synchronized Instant oldest(Channel channel, Instant now) {
    return rows.stream()
        .map(Row::waiting)
        .filter(waiting -> waiting.channel() == channel)
        .map(Waiting::createdAt)
        .min(Comparator.naturalOrder())
        .orElse(now);
  }

  private static Waiting failedOnceMore(Waiting old) {
    return new Waiting(
        old.id(),
        old.tenant(),
        old.channel(),
        old.receiver(),
        old.type(),
        old.content(),
        old.attempts() + 1,
        old.createdAt());
  }
}
