package dev.waybill.simulation;

import dev.waybill.event.EventBatch;
import dev.waybill.event.EventBatches;
import dev.waybill.event.EventLine;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.log.Range;
import dev.waybill.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was acknowledged to the senders: the truth that everything is compared with. */
final class AcceptedEvents {
  private static final String RECEIVED = ",\"receivedTime\":";

  private final EventLog log;
  private final Map<TenantId, List<AcceptedEvent>> byTenant = new HashMap<>();
  private final Set<String> ids = new HashSet<>();

  AcceptedEvents(EventLog log) {
    this.log = log;
  }

  /** Sends events of one tenant; returns those that are new. */
  List<AcceptedEvent> send(TenantId tenant, List<SampleEvent> events) {
    EventBatch batch = EventBatches.of(events);
    return switch (log.append(batch, ConflictPolicy.REJECT_EVENT)) {
      case AppendOutcome.Appended appended -> accept(tenant, events, batch, appended);
      case AppendOutcome.Refused _, AppendOutcome.Unknown _ -> List.of();
    };
  }

  private List<AcceptedEvent> accept(
      TenantId tenant,
      List<SampleEvent> events,
      EventBatch batch,
      AppendOutcome.Appended appended) {
    List<AcceptedEvent> accepted = new ArrayList<>();
    if (appended.accepted() == 0) {
      return accepted;
    }
    long position = appended.last().orElseThrow().value() - appended.accepted() + 1;
    for (int i = 0; i < events.size(); i++) {
      SampleEvent event = events.get(i);
      if (ids.add(event.id())) {
        EventLine line = batch.lines().get(i);
        String text =
            new String(batch.bytes(), line.start(), line.length(), StandardCharsets.UTF_8);
        int stamp = text.indexOf(RECEIVED) + RECEIVED.length();
        long received = Long.parseLong(text.substring(stamp, stamp + EventBatch.STAMP_DIGITS));
        accepted.add(
            new AcceptedEvent(
                event.id(),
                position,
                event.kind(),
                event.category(),
                line.eventTime(received),
                received,
                text));
        position++;
      }
    }
    of(tenant).addAll(accepted);
    return accepted;
  }

  /** Whether the log had that event and has removed it: then it would take it again. */
  boolean isGone(SampleEvent event) {
    return ids.contains(event.id())
        && of(event.tenant()).stream()
            .filter(known -> known.id().equals(event.id()))
            .anyMatch(known -> known.position() < log.start(event.tenant()).value());
  }

  int size() {
    return ids.size();
  }

  List<AcceptedEvent> of(TenantId tenant) {
    return byTenant.computeIfAbsent(tenant, any -> new ArrayList<>());
  }

  /** In order of position. */
  List<AcceptedEvent> in(TenantId tenant, Range range) {
    List<AcceptedEvent> all = of(tenant);
    return all.subList(
        firstAtOrAfter(all, range.from().value()), firstAtOrAfter(all, range.to().value()));
  }

  private static int firstAtOrAfter(List<AcceptedEvent> all, long position) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).position() < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
