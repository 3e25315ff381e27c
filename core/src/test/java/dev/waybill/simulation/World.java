package dev.waybill.simulation;

import dev.waybill.event.SampleEvent;
import dev.waybill.export.ExportJob;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.InMemoryExportLedger;
import dev.waybill.export.InMemoryRedeliveries;
import dev.waybill.export.Plannable;
import dev.waybill.export.Redelivery;
import dev.waybill.export.RedeliveryLedger;
import dev.waybill.export.StreamKind;
import dev.waybill.log.EventLog;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.manifest.InMemorySigningKeys;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything there is in a history. */
final class World {
  final Shape shape;
  final Dice dice;
  final Trace trace;
  final VirtualTime time = new VirtualTime();
  final Deletions deletions = new Deletions(time);
  final Scheduler scheduler;
  final Weather weather;
  final InMemoryEventLog log;
  final InMemoryExportLedger ledger = new InMemoryExportLedger();
  final InMemorySigningKeys keys = new InMemorySigningKeys();
  final InMemoryRedeliveries redeliveries = new InMemoryRedeliveries(ledger);
  final EventLog steppingLog;
  final ExportLedger steppingLedger;
  final RedeliveryLedger steppingRedeliveries;
  final AcceptedEvents accepted;
  final Auditor auditor;
  final LeaseBook leases;
  final SimulatedRetention retention;
  final SimulatedStores stores;
  final List<Node> nodes = new ArrayList<>();

  int delivered;
  int failed;

  World(Shape shape, Weather.Kind kind, Dice dice, Trace.Detail detail) {
    this.shape = shape;
    this.dice = dice;
    this.trace = new Trace(detail);
    this.scheduler = new Scheduler(time, trace, dice.split(), shape.switching());
    this.weather = new Weather(kind, dice.split(), time);
    this.log = new InMemoryEventLog(time.logClock());
    this.accepted = new AcceptedEvents(log);
    this.leases = new LeaseBook(scheduler, time, shape.limits(), shape.clocks());
    Map<String, SortedMap<String, StoredObject>> storage = new TreeMap<>();
    CommitCheck commits =
        new CommitCheck(
            log, ledger, accepted, place -> storage.computeIfAbsent(place, any -> new TreeMap<>()));
    this.auditor =
        new Auditor(
            ledger,
            scheduler,
            leases,
            commits,
            new ManifestCheck(keys, deletions),
            new RedeliveryCheck(time, deletions));
    this.stores =
        new SimulatedStores(
            scheduler, weather, dice.split(), auditor, shape.limits().requestTimeout(), storage);
    this.retention =
        new SimulatedRetention(shape.tenants(), shape.retention(), time, auditor, ledger, accepted);
    Stepping stepping = new Stepping(scheduler, weather);
    this.steppingLog = stepping.around(log, retention::removes);
    this.steppingRedeliveries = stepping.around(redeliveries, auditor);
    this.steppingLedger = stepping.around(ledger, auditor);
    for (int i = 1; i <= shape.nodes(); i++) {
      nodes.add(new Node(this, i, dice.split(), Duration.ZERO));
    }
    Dice strikes = dice.split();
    scheduler.strikeWith(actor -> strike(actor, strikes));
  }

  void boot() {
    nodes.forEach(Node::boot);
  }

  private void strike(Actor actor, Dice strikes) {
    if (strikes.chance(weather.crash)) {
      nodes.stream().filter(node -> node.runs(actor)).forEach(node -> crash(node, strikes));
    } else if (strikes.chance(weather.pause)) {
      Duration longest = shape.limits().lease().multipliedBy(6);
      actor.wakeAt = time.nanos() + strikes.between(Duration.ZERO, longest).toNanos();
    }
  }

  /** Kills a process; it is started again by and by. */
  void crash(Node node, Dice strikes) {
    node.crash();
    scheduler.in(strikes.between(Duration.ZERO, Duration.ofMinutes(10)), () -> restart(node));
  }

  /** Stops a process in good order and starts it again. */
  void stop(Node node, Dice strikes) {
    node.stop();
    Duration pause = strikes.between(Duration.ofSeconds(1), Duration.ofMinutes(10));
    scheduler.in(pause, () -> restart(node));
  }

  void restart(Node node) {
    if (node.isUp()) {
      if (node.isStopping()) {
        scheduler.in(Duration.ofMinutes(1), () -> restart(node));
      }
      return;
    }
    if (nodes.size() == 1) {
      ledger.endLeases(time.wall());
      redeliveries.endLeases(time.wall());
      leases.endAll();
    }
    node.boot();
  }

  /** Events arrive at the log. */
  void receive(TenantId tenant, List<SampleEvent> events) {
    List<SampleEvent> sent = events.stream().filter(event -> !accepted.isGone(event)).toList();
    if (weather.logIsDown() || sent.isEmpty()) {
      return;
    }
    trace.note(time.nanos(), "sender", tenant + " sends " + sent.size());
    for (AcceptedEvent event : accepted.send(tenant, sent)) {
      auditor.streams().stream()
          .filter(stream -> stream.tenant().equals(tenant))
          .forEach(
              stream ->
                  Auditor.require(
                      event.receivedTime() > stream.promisedThrough,
                      Promise.RECEIVED_THROUGH,
                      "received when it was promised to be delivered: " + event.line()));
    }
  }

  void wakeAll() {
    nodes.stream().filter(Node::isUp).forEach(Node::wake);
  }

  /** When a node had better look again: near the time at which something is due, if it is known. */
  Duration untilNextWork(Instant now, Dice patience) {
    Optional<Instant> next =
        Stream.concat(
                auditor.exports().stream()
                    .flatMap(export -> ledger.plannable(export.configuration.id()).stream())
                    .flatMap(export -> nextWork(export, now).stream()),
                Stream.concat(unfinishedBackfills(), redelivering()).map(_ -> now.plusSeconds(60)))
            .min(Instant::compareTo);
    Duration little = patience.between(Duration.ofMillis(10), Duration.ofSeconds(40));
    Duration longest = Duration.ofHours(1);
    return next.map(time -> Duration.between(now, time))
        .filter(Duration::isPositive)
        .map(left -> left.compareTo(longest) < 0 ? left : longest)
        .orElse(Duration.ZERO)
        .plus(little);
  }

  private Stream<StreamModel> redelivering() {
    return auditor.goingOn().stream()
        .filter(
            stream ->
                stream.kind == StreamKind.REGULAR && !openRedeliveries(stream.export).isEmpty());
  }

  /** Those that are under way. */
  List<Redelivery> openRedeliveries(ExportModel export) {
    return redeliveries
        .list(export.configuration.tenant(), export.configuration.id(), 1000, Optional.empty())
        .stream()
        .filter(found -> found.status().isOpen())
        .toList();
  }

  private Stream<StreamModel> unfinishedBackfills() {
    return auditor.goingOn().stream()
        .filter(stream -> stream.kind == StreamKind.BACKFILL && !stream.isComplete());
  }

  private static Optional<Instant> nextWork(Plannable export, Instant now) {
    if (export.unfinished().isEmpty() && export.deletedAt().isPresent()) {
      return Optional.of(now);
    }
    if (export.unfinished().isEmpty()) {
      return export.configuration().enabled() ? Optional.of(export.nextDue()) : Optional.empty();
    }
    ExportJob job = export.unfinished().get();
    return switch (job.status()) {
      case PLANNED, BLOCKED ->
          export.configuration().enabled() || job.requested()
              ? Optional.of(job.nextAttemptAt())
              : Optional.empty();
      case RUNNING -> Optional.of(now.plusSeconds(30));
      case SUCCEEDED, CANCELLED -> Optional.empty();
    };
  }
}
