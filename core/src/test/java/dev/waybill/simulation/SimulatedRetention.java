package dev.waybill.simulation;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.InMemoryExportLedger;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.retention.Lagging;
import dev.waybill.retention.Pruned;
import dev.waybill.retention.Retention;
import dev.waybill.retention.RetentionGate;
import dev.waybill.retention.RetentionLedger;
import dev.waybill.retention.RetentionListener;
import dev.waybill.retention.RetentionMark;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Retention, and the part of the control plane that it knows, over the exports that there are. */
final class SimulatedRetention implements RetentionLedger {
  private final List<Tenant> tenants;
  private final RetentionPolicy policy;
  private final VirtualTime time;
  private final Auditor auditor;
  private final InMemoryExportLedger ledger;
  private final AcceptedEvents accepted;
  private final Map<TenantId, Position> marks = new HashMap<>();
  private boolean isPaused;

  SimulatedRetention(
      int tenants,
      RetentionPolicy policy,
      VirtualTime time,
      Auditor auditor,
      InMemoryExportLedger ledger,
      AcceptedEvents accepted) {
    this.tenants =
        IntStream.range(0, tenants)
            .mapToObj(
                number ->
                    new Tenant(
                        Customers.tenant(number),
                        "Tenant",
                        false,
                        TenantQuotas.NONE,
                        VirtualTime.BEGINNING,
                        VirtualTime.BEGINNING))
            .toList();
    this.policy = policy;
    this.time = time;
    this.auditor = auditor;
    this.ledger = ledger;
    this.accepted = accepted;
  }

  /** Removes what is old from a log. */
  void run(EventLog log) {
    Retention retention =
        new Retention(
            log, this, new RetentionGate(), policy, Duration.ofDays(400), RetentionListener.NONE);
    try {
      retention.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on it gives up nothing. */
  void pause() {
    isPaused = true;
  }

  void goOn() {
    isPaused = false;
  }

  private Instant now() {
    return time.logClock().now();
  }

  /** Below this, nobody may begin to deliver. */
  Position mark(TenantId tenant) {
    return marks.getOrDefault(tenant, Position.ZERO);
  }

  /** What is removed is old enough, and was delivered or is older than the hard limit. */
  void removes(TenantId tenant, Position before) {
    long kept = now().minus(policy.keep()).toEpochMilli();
    long limit = now().minus(policy.hardLimit()).toEpochMilli();
    List<StreamModel> holders =
        auditor.goingOn().stream().filter(stream -> stream.tenant().equals(tenant)).toList();
    for (AcceptedEvent event : accepted.in(tenant, new Range(Position.ZERO, before))) {
      boolean needed =
          holders.stream()
              .filter(stream -> stream.start.cursor().value() <= event.position())
              .filter(stream -> stream.givenUp.value() <= event.position())
              .filter(stream -> isInRange(stream, event))
              .anyMatch(stream -> stream.cursor().value() <= event.position());
      Auditor.require(
          event.receivedTime() < limit || (!needed && event.receivedTime() < kept),
          Promise.RETAINED,
          "removed too early: " + event.line());
    }
  }

  private static boolean isInRange(StreamModel stream, AcceptedEvent event) {
    return stream.backfill.isEmpty() || event.position() < stream.backfill.get().end().value();
  }

  @Override
  public List<TenantId> tenants(Optional<TenantId> after, int limit) {
    return tenants.stream()
        .map(Tenant::id)
        .filter(tenant -> after.isEmpty() || tenant.compareTo(after.get()) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Tenant> tenant(TenantId id) {
    return tenants.stream().filter(tenant -> tenant.id().equals(id)).findFirst();
  }

  @Override
  public Optional<RetentionMark> mark(Tenant tenant, Position wanted, Position limit) {
    Position held =
        lagging(tenant.id(), wanted).stream()
            .map(Lagging::cursor)
            .min(Comparator.naturalOrder())
            .orElse(wanted);
    Position before =
        isPaused
            ? mark(tenant.id())
            : List.of(mark(tenant.id()), limit, held).stream().max(Comparator.naturalOrder()).get();
    marks.put(tenant.id(), before);
    ledger.retainFrom(tenant.id(), before);
    return Optional.of(new RetentionMark(before, lagging(tenant.id(), before)));
  }

  @Override
  public List<Lagging> lagging(TenantId tenant, Position position) {
    return auditor.goingOn().stream()
        .filter(stream -> stream.tenant().equals(tenant))
        .filter(stream -> !stream.isComplete())
        .filter(stream -> stream.cursor().compareTo(position) < 0)
        .map(stream -> new Lagging(stream.export.configuration.id(), stream.cursor()))
        .sorted(Comparator.comparing(Lagging::cursor))
        .toList();
  }

  @Override
  public Optional<Position> held(TenantId tenant, ConfigurationId configuration) {
    return lagging(tenant, new Position(Long.MAX_VALUE)).stream()
        .filter(export -> export.configuration().equals(configuration))
        .map(Lagging::cursor)
        .findFirst();
  }

  @Override
  public void atRisk(TenantId tenant, ConfigurationId configuration, Instant expiresAt) {}

  @Override
  public void safeExcept(Set<ConfigurationId> atRisk, Set<TenantId> unjudged) {}

  @Override
  public Pruned prune(Instant finishedBefore, int limit) {
    return new Pruned(0, 0, false);
  }

  @Override
  public boolean pruneDeliveredHours(Instant before, int limit) {
    return false;
  }
}
