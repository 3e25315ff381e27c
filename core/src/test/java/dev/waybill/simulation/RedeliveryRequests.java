package dev.waybill.simulation;

import dev.waybill.export.RedeliveryId;
import dev.waybill.export.RedeliveryRequest;
import dev.waybill.export.StreamKind;
import dev.waybill.log.HeldFrom;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Customers who delete what was delivered, and want it back. */
final class RedeliveryRequests {
  private final World world;
  private final Dice dice;

  RedeliveryRequests(World world, Dice dice) {
    this.world = world;
    this.dice = dice;
  }

  /** Deletes some objects of delivered jobs. */
  void deleteObjects(ExportModel export) {
    regular(export)
        .flatMap(stream -> stream.committed.stream())
        .filter(_ -> dice.chance(0.7))
        .forEach(this::deleteObjects);
  }

  private void deleteObjects(StreamModel.Committed job) {
    SortedMap<String, StoredObject> objects = world.stores.at(job.place());
    job.delivery()
        .objects()
        .forEach(
            key -> {
              if (dice.chance(0.5) && objects.remove(key.value()) != null) {
                world.redeliveryCheck.deletes(job.place(), key.value());
              }
            });
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
