package dev.waybill.simulation;

import dev.waybill.export.RedeliveryId;
import dev.waybill.export.RedeliveryRequest;
import dev.waybill.export.StreamKind;
import dev.waybill.log.HeldFrom;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.storage.ObjectKey;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Customers who delete what was delivered, and want it back. */
final class RedeliveryRequests {
  private final World world;
  private final Dice dice;

  RedeliveryRequests(World world, Dice dice) {
    this.world = world;
    this.dice = dice;
  }

  /** Deletes some objects of delivered jobs, or documents too, and may soon want them back. */
  void delete(ExportModel export) {
    regular(export)
        .flatMap(stream -> stream.committed.stream())
        .filter(_ -> dice.chance(0.7))
        .forEach(job -> delete(job.place(), job.delivery().objects().stream(), 0.5));
    if (dice.chance(0.5)) {
      regular(export).toList().forEach(this::deleteDocuments);
    }
    if (dice.chance(0.5)) {
      Duration soon = world.shape.length().dividedBy(4);
      world.scheduler.in(dice.between(Duration.ZERO, soon), () -> ask(export));
    }
  }

  /** Be they of jobs that are delivered or not. */
  private void deleteDocuments(StreamModel stream) {
    String folder = ManifestNames.ROOT + stream.start.id() + "/";
    stream.committed.stream()
        .map(StreamModel.Committed::place)
        .distinct()
        .forEach(
            place -> {
              Stream<String> keys =
                  world.stores.at(place).keySet().stream().filter(key -> key.startsWith(folder));
              delete(place, keys.toList().stream().map(ObjectKey::new), dice.pick(0.1, 0.5));
            });
  }

  private void delete(String place, Stream<ObjectKey> keys, double chance) {
    keys.filter(_ -> dice.chance(chance))
        .forEach(key -> world.deletions.delete(place, key.value(), world.stores.at(place)));
  }

  /** Asks for some jobs again; now and then for jobs that there are not. */
  void ask(ExportModel export) {
    Optional<StreamModel> stream = regular(export).findFirst();
    if (stream.isPresent()) {
      TenantId tenant = stream.get().tenant();
      int last = (int) stream.get().nextSequence();
      int from = dice.between(1, last);
      world.redeliveries.request(
          new RedeliveryRequest(
              new RedeliveryId(dice.uuid()),
              tenant,
              export.configuration.id(),
              from,
              Math.min(from + dice.between(0, 5), Math.max(from, last - dice.between(0, 1))),
              HeldFrom.of(world.log, tenant),
              world.time.wall()));
    }
  }

  void cancel(ExportModel export) {
    Instant now = world.time.wall();
    TenantId tenant = export.configuration.tenant();
    world
        .openRedeliveries(export)
        .forEach(found -> world.redeliveries.cancel(tenant, found.id(), now));
  }

  private Stream<StreamModel> regular(ExportModel export) {
    return world.auditor.goingOn().stream()
        .filter(stream -> stream.export == export && stream.kind == StreamKind.REGULAR);
  }
}
