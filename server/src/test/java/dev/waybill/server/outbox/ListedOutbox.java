package dev.waybill.server.outbox;

import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ActEvent;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.audit.AuditOutbox;
import dev.waybill.server.audit.Details;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An outbox in memory. */
final class ListedOutbox implements AuditOutbox {
  private final List<Waiting> waiting = new ArrayList<>();
  private Runnable beforeAppend = () -> {};
  private Runnable listener = () -> {};
  private Optional<RuntimeException> nextRemoval = Optional.empty();

  /** Of the service itself; returns the event's id. */
  synchronized UUID add(TenantId tenant, String name) {
    UUID id = UUID.randomUUID();
    Act act = Act.done(ActName.CREATE_TENANT, Details.of(tenant).with("name", name));
    Instant time = Instant.parse("2026-11-20T14:00:00Z");
    waiting.add(
        new Waiting(
            id,
            tenant,
            ActEvent.write(id, time, tenant, Optional.empty(), new Actor.Service(), act)));
    return id;
  }

  synchronized void add(Waiting one) {
    waiting.add(one);
  }

  /** Has it called, after the next are read and before they are appended; once. */
  synchronized void beforeAppend(Runnable action) {
    beforeAppend = action;
  }

  /** Lets the next removal fail, as a crash does. */
  synchronized void failNextRemoval() {
    nextRemoval = Optional.of(new IllegalStateException("killed"));
  }

  synchronized void forget(TenantId tenant) {
    waiting.removeIf(one -> one.tenant().equals(tenant));
  }

  /** Tells who listens that something was recorded. */
  void tell() {
    listener.run();
  }

  synchronized int size() {
    return waiting.size();
  }

  @Override
  public synchronized List<Waiting> oldest(int limit) {
    List<Waiting> oldest = waiting.stream().limit(limit).toList();
    Runnable action = beforeAppend;
    beforeAppend = () -> {};
    action.run();
    return oldest;
  }

  @Override
  public synchronized void remove(List<UUID> ids) {
    Optional<RuntimeException> failure = nextRemoval;
    nextRemoval = Optional.empty();
    if (failure.isPresent()) {
      throw failure.get();
    }
    waiting.removeIf(one -> ids.contains(one.id()));
  }

  @Override
  public void onRecorded(Runnable newListener) {
    listener = newListener;
  }
}
