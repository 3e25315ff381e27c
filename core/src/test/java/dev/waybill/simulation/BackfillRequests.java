package dev.waybill.simulation;

import dev.waybill.export.BackfillRequest;
import dev.waybill.export.Backfills;
import dev.waybill.export.EngineSettings;
import dev.waybill.export.PinnedSettings;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.export.StreamKind;
import dev.waybill.log.HeldSince;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Customers who ask for the past, again and again, and change their minds. */
final class BackfillRequests {
  private final World world;
  private final Dice dice;
  private final List<BackfillRequest> asked = new ArrayList<>();

  BackfillRequests(World world, Dice dice) {
    this.world = world;
    this.dice = dice;
  }

  /**
   * A range of times of receipt, before the regular stream's start or under another prefix; now and
   * then one that is refused because it goes beyond that start.
   */
  void ask(ExportModel export) {
    StoragePath prefix =
        dice.pick(StoragePath.ROOT, new StoragePath("again"), new StoragePath("again/more"));
    StreamModel regular =
        world.auditor.goingOn().stream()
            .filter(stream -> stream.export == export && stream.kind == StreamKind.REGULAR)
            .findFirst()
            .orElseThrow();
    long now = world.log.barrier(regular.tenant()).receivedTime();
    long start = regular.start.receivedThrough();
    long latest = prefix.value().isEmpty() ? dice.pick(start, start, start, now) : now;
    long through = Math.min(latest, now) - dice.pick(0L, 0L, dice.between(0L, 10_000_000L));
    long from = through - dice.between(1L, Duration.ofDays(2).toMillis());
    create(request(export, prefix, from, through));
  }

  private BackfillRequest request(ExportModel export, StoragePath prefix, long from, long through) {
    TenantId tenant = export.configuration.tenant();
    Position mark = world.retention.mark(tenant);
    Position first = later(world.log.positionAt(tenant, from + 1), mark);
    Position end = later(world.log.positionAt(tenant, through + 1), first);
    EngineSettings limits = Shape.settings(dice);
    PinnedSettings settings =
        new PinnedSettings(
            export.configuration.revision(),
            export.configuration.selection(),
            export.configuration.output(),
            dice.pick("jdk-6", "gkl-0.9.1-2", "of another machine"),
            limits.blockBytes(),
            limits.partBytes(),
            limits.openHours());
    return new BackfillRequest(
        tenant, export.configuration.id(), prefix, from, through, new Range(first, end), settings);
  }

  private static Position later(Position one, Position other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** The same again, which may be going on, finished or cancelled. */
  void askAgain() {
    if (!asked.isEmpty()) {
      create(dice.pick(asked));
    }
  }

  private void askAgain(StreamModel stream) {
    asked.stream()
        .filter(request -> request.configuration().equals(stream.start.configuration()))
        .filter(request -> request.prefix().equals(stream.prefix))
        .filter(request -> request.range().from().equals(stream.start.cursor()))
        .findFirst()
        .ifPresent(this::create);
  }

  private void create(BackfillRequest request) {
    asked.add(request);
    Instant now = world.time.wall();
    long since = heldSince(request);
    if (world.ledger.backfills().create(request, since, now)
        instanceof Backfills.Creation.Done done) {
      world.auditor.stream(done.backfill().id())
          .ifPresentOrElse(this::goOn, () -> begin(done.backfill().id(), request, since, now));
    }
  }

  private long heldSince(BackfillRequest request) {
    long since =
        HeldSince.of(world.log, request.tenant(), request.range().from(), request.receivedFrom());
    return Math.min(since, request.receivedThrough());
  }

  private void goOn(StreamModel stream) {
    if (stream.cancelled) {
      stream.cancelled = false;
      stream.givenUp = world.retention.mark(stream.tenant());
    }
  }

  private void begin(StreamId id, BackfillRequest request, long since, Instant now) {
    ExportModel export =
        world.auditor.existingExports().stream()
            .filter(found -> found.configuration.id().equals(request.configuration()))
            .findFirst()
            .orElseThrow();
    Stream start =
        new Stream(id, request.configuration(), request.range().from(), since, 1, 1, now);
    world.auditor.knows(
        StreamModel.backfill(
            export,
            start,
            request.prefix(),
            new StreamModel.Backfilled(request.range().to(), request.settings())));
  }

  void cancel() {
    List<StreamModel> running =
        world.auditor.goingOn().stream()
            .filter(stream -> stream.kind == StreamKind.BACKFILL && !stream.isComplete())
            .toList();
    if (!running.isEmpty()) {
      StreamModel stream = dice.pick(running);
      stream.cancelled =
          world
              .ledger
              .backfills()
              .cancel(stream.tenant(), stream.start.id(), world.time.wall())
              .isPresent();
      if (dice.chance(0.5)) {
        world.scheduler.in(
            dice.between(Duration.ZERO, Duration.ofMinutes(3)), () -> askAgain(stream));
      }
    }
  }
}
