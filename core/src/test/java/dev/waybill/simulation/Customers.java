package dev.waybill.simulation;

import dev.waybill.event.EventKind;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Interval;
import dev.waybill.export.Layout;
import dev.waybill.export.OutputSettings;
import dev.waybill.export.Schedule;
import dev.waybill.export.Selection;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.format.Compression;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Barrier;
import dev.waybill.log.HeldSince;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.S3Abilities;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What tenants do to their exports. */
final class Customers {
  private final World world;
  private final Dice dice;
  private final BackfillRequests backfills;
  private final RedeliveryRequests redeliveries;
  private final Backups backups;
  private int places;

  Customers(World world, Dice dice) {
    this.world = world;
    this.dice = dice;
    this.backfills = new BackfillRequests(world, dice.split());
    this.redeliveries = new RedeliveryRequests(world, dice.split());
    this.backups = new Backups(world, dice.split());
  }

  static TenantId tenant(int number) {
    return new TenantId("tenant-" + number);
  }

  /** A new export with a storage of its own. */
  ExportModel create(TenantId tenant, Interval interval) {
    return create(tenant, interval, anySelection(), anyOutput(), start(tenant));
  }

  ExportModel create(
      TenantId tenant,
      Interval interval,
      Selection selection,
      OutputSettings output,
      Barrier from) {
    UUID id = dice.uuid();
    Instant now = world.time.wall();
    StorageIntegration integration = integration(tenant, newPlace(tenant), id);
    ExportConfiguration configuration =
        new ExportConfiguration(
            new ConfigurationId(id),
            tenant,
            "export",
            integration.id(),
            interval,
            selection,
            output,
            "BEGINNING",
            true,
            1,
            now,
            now);
    Schedule schedule = new Schedule(configuration.id(), interval);
    Instant tick = schedule.currentTick(now);
    Stream stream =
        new Stream(
            new StreamId(id), configuration.id(), from.position(), from.receivedTime(), 1, 1, tick);
    ExportModel export = new ExportModel(configuration, integration.location());
    world.auditor.knows(StreamModel.regular(export, stream));
    world.ledger.add(integration, new Credentials.AccessKey("AK", "SK"));
    world.ledger.add(configuration, stream, schedule.nextDue(tick, now));
    return export;
  }

  private StorageIntegration integration(TenantId tenant, Location place, UUID externalId) {
    Instant now = world.time.wall();
    return new StorageIntegration(
        new IntegrationId(dice.uuid()),
        tenant,
        "storage",
        place,
        externalId,
        ConnectionTest.passed(now),
        1,
        now,
        now);
  }

  private Barrier start(TenantId tenant) {
    if (dice.chance(0.3)) {
      return world.log.barrier(tenant);
    }
    Duration back = dice.pick(Duration.ofHours(1), Duration.ofDays(400));
    long from = world.time.logClock().now().minus(back).toEpochMilli();
    Position position = world.log.positionAt(tenant, from);
    Position mark = world.retention.mark(tenant);
    Position held = position.compareTo(mark) < 0 ? mark : position;
    return new Barrier(held, HeldSince.of(world.log, tenant, held, from - 1));
  }

  static Barrier beginning() {
    return new Barrier(Position.ZERO, 0);
  }

  private Location newPlace(TenantId tenant) {
    places++;
    S3Abilities abilities =
        places % 3 == 0
            ? S3Abilities.UNKNOWN.with(S3Abilities.ConditionalPuts.REFUSED)
            : S3Abilities.UNKNOWN;
    Location place =
        new S3Location(
                "bucket-" + places, new StoragePath("audit"), "us-east-1", Optional.empty(), false)
            .with(abilities);
    world.auditor.owns(tenant, place.toString());
    return place;
  }

  private Selection anySelection() {
    return dice.pick(
        Selection.ALL,
        Selection.ALL,
        new Selection(Set.of(EventKind.QUERY), Set.of()),
        new Selection(Set.of(EventKind.SYSTEM, EventKind.CUSTOM), Set.of("auth")),
        new Selection(Set.of(), Set.of("data", "auth")));
  }

  private OutputSettings anyOutput() {
    return new OutputSettings(
        dice.pick(Compression.GZIP, Compression.GZIP, Compression.ZSTD, Compression.NONE),
        dice.pick(Layout.HIVE_HOURLY, Layout.HIVE_HOURLY, Layout.HIVE_DAILY, Layout.PLAIN_HOURLY),
        dice.chance(0.7));
  }

  /** Something that a customer or an operator may do at any time. */
  void act() {
    List<ExportModel> existing = world.auditor.existingExports();
    if (existing.isEmpty()) {
      return;
    }
    ExportModel export = dice.pick(existing);
    Node node = dice.pick(world.nodes);
    int act = dice.between(0, 22);
    world.trace.note(world.time.nanos(), "customer", "act " + act);
    switch (act) {
      case 0, 1 -> edit(export, Edit.of(export.configuration).selection(anySelection()));
      case 2 ->
          edit(export, Edit.of(export.configuration).interval(dice.pick(world.shape.intervals())));
      case 3 -> disableForAWhile(export);
      case 4 -> move(export);
      case 5 -> moveAndComeBack(export);
      case 6 -> delete(export);
      case 7 -> create(export.configuration.tenant(), dice.pick(world.shape.intervals()));
      case 8 -> node.run(export.configuration.id());
      case 9 -> world.crash(node, dice);
      case 10 -> node.freeze(dice.between(Duration.ZERO, Duration.ofMinutes(30)));
      case 11 -> world.stop(node, dice);
      case 12 -> outage(export);
      case 13, 14 -> backfills.ask(export);
      case 15 -> backfills.askAgain();
      case 16 -> backfills.cancel();
      case 17 -> redeliveries.delete(export);
      case 18 -> redeliveries.ask(export);
      case 19 -> redeliveries.cancel(export);
      case 20 -> backups.make();
      case 21 -> deleteStorageForAWhile(export);
      default -> stepClock();
    }
    world.wakeAll();
  }

  private void outage(ExportModel export) {
    Duration duration = dice.between(Duration.ofSeconds(1), world.shape.length().dividedBy(3));
    switch (dice.between(0, 3)) {
      case 0 -> world.weather.ledgerDownFor(duration.dividedBy(10));
      case 1 -> world.weather.logDownFor(duration.dividedBy(4));
      default -> world.weather.placeDownFor(duration, export.place());
    }
  }

  private void stepClock() {
    if (world.shape.clocks() == LeaseBook.Clocks.STEP) {
      Duration step = dice.pick(Duration.ofSeconds(40), Duration.ofMinutes(10), Duration.ofDays(2));
      world.time.stepWall(dice.chance(0.5) ? step : step.negated());
    }
  }

  void edit(ExportModel export, Edit edit) {
    ExportConfiguration changed = edit.changed(world.time.wall());
    export.change(changed);
    world.ledger.change(changed);
  }

  private void disableForAWhile(ExportModel export) {
    edit(export, Edit.of(export.configuration).enabled(false));
    world.scheduler.in(dice.between(Duration.ZERO, world.shape.length()), () -> enable(export));
  }

  void enable(ExportModel export) {
    if (!export.deleted && !export.detached && !export.configuration.enabled()) {
      edit(export, Edit.of(export.configuration).enabled(true));
      world.wakeAll();
    }
  }

  /** To a new place, or back to one where it was. */
  void move(ExportModel export) {
    move(
        export,
        dice.chance(0.3)
            ? dice.pick(export.placesSoFar())
            : newPlace(export.configuration.tenant()));
  }

  /**
   * Between a manifest and its commit, so that the job is done twice, perhaps by another machine
   * the second time; and back behind it.
   */
  private void moveAndComeBack(ExportModel export) {
    Location here = export.location;
    export.atNextManifest =
        Optional.of(
            () -> {
              move(export, newPlace(export.configuration.tenant()));
              if (dice.chance(0.5)) {
                world.nodes.forEach(node -> world.crash(node, dice));
              }
              Duration soon = dice.between(Duration.ZERO, Duration.ofMinutes(10));
              export.atNextManifest =
                  Optional.of(() -> world.scheduler.in(soon, () -> move(export, here)));
            });
  }

  private void move(ExportModel export, Location to) {
    if (!export.detached) {
      export.move(to);
      world.ledger.move(export.configuration.integration(), to);
    }
  }

  /** Deletes the integration, which pauses its export, and attaches the export again later. */
  private void deleteStorageForAWhile(ExportModel export) {
    if (!export.detached) {
      export.change(Edit.of(export.configuration).enabled(false).changed(world.time.wall()));
      export.detached = true;
      world.ledger.detach(export.configuration.integration());
      world.scheduler.in(dice.between(Duration.ZERO, world.shape.length()), () -> attach(export));
    }
  }

  /** To another integration, be it of a place where the export was before. */
  void attach(ExportModel export) {
    if (export.detached && !export.deleted) {
      TenantId tenant = export.configuration.tenant();
      Location place = dice.chance(0.5) ? dice.pick(export.placesSoFar()) : newPlace(tenant);
      StorageIntegration other = integration(tenant, place, dice.uuid());
      world.ledger.add(other, new Credentials.AccessKey("AK", "SK"));
      export.detached = false;
      export.move(place);
      edit(export, Edit.of(export.configuration).integration(other.id()).enabled(true));
      world.wakeAll();
    }
  }

  void delete(ExportModel export) {
    Instant now = world.time.wall();
    export.delete(world.log.end(export.configuration.tenant()), now);
    world.ledger.remove(export.configuration.id(), now);
    world.redeliveries.cancelAll(export.configuration.id(), now);
  }
}
