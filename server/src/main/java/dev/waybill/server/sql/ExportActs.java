package dev.waybill.server.sql;

import dev.waybill.export.Backfill;
import dev.waybill.export.BackfillRequest;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Redelivery;
import dev.waybill.export.Redirection;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.Details;
import java.time.Instant;
import java.util.Optional;

/** Records what is done with exports. */
final class ExportActs {
  private ExportActs() {}

  static void created(Transaction tx, ExportConfiguration export, StorageIntegration place) {
    Details details =
        about(export)
            .with("interval", export.interval())
            .with("eventKinds", export.selection().kinds().stream().sorted().toList())
            .with("eventCategories", export.selection().categories().stream().sorted().toList())
            .with("compression", export.output().compression())
            .with("layout", export.output().layout())
            .with("serviceFields", export.output().serviceFields())
            .with("startFrom", export.startFrom())
            .with("enabled", export.enabled())
            .with("destination", place.location());
    ShownAuthentication.with(details, place.authentication())
        .with("connectionStatus", place.lastTest().status());
    record(tx, ActName.CREATE_EXPORT_CONFIGURATION, export, details);
  }

  /** Nothing, if it is as it was. */
  static void updated(
      Transaction tx,
      ExportConfiguration before,
      ExportConfiguration after,
      Optional<Redirection> redirection) {
    Details details =
        about(after)
            .changed("name", before.name(), after.name())
            .changed("storageIntegrationId", before.integration(), after.integration())
            .changed("interval", before.interval(), after.interval())
            .changed(
                "eventKinds",
                before.selection().kinds().stream().sorted().toList(),
                after.selection().kinds().stream().sorted().toList())
            .changed(
                "eventCategories",
                before.selection().categories().stream().sorted().toList(),
                after.selection().categories().stream().sorted().toList())
            .changed("enabled", before.enabled(), after.enabled());
    redirection.ifPresent(change -> IntegrationActs.describe(details, change));
    if (details.hasChanges()) {
      record(tx, ActName.UPDATE_EXPORT_CONFIGURATION, after, details);
    }
  }

  static void switched(Transaction tx, ExportConfiguration export) {
    record(
        tx,
        export.enabled()
            ? ActName.ENABLE_EXPORT_CONFIGURATION
            : ActName.DISABLE_EXPORT_CONFIGURATION,
        export,
        about(export));
  }

  /**
   * Records a deletion.
   *
   * @param withIntegration whether its storage integration, which nothing else used, went with it
   */
  static void deleted(Transaction tx, ExportConfiguration export, boolean withIntegration) {
    record(
        tx,
        ActName.DELETE_EXPORT_CONFIGURATION,
        export,
        about(export).with("storageIntegrationDeleted", withIntegration));
  }

  /** Of one that is new, or that goes on after it was cancelled. */
  static void started(Transaction tx, Backfill backfill) {
    record(tx, ActName.START_BACKFILL, backfill);
  }

  static void cancelled(Transaction tx, Backfill backfill) {
    record(tx, ActName.CANCEL_BACKFILL, backfill);
  }

  static void started(Transaction tx, Redelivery redelivery) {
    record(tx, ActName.START_REDELIVERY, redelivery);
  }

  static void cancelled(Transaction tx, Redelivery redelivery) {
    record(tx, ActName.CANCEL_REDELIVERY, redelivery);
  }

  private static void record(Transaction tx, ActName name, Backfill backfill) {
    BackfillRequest asked = backfill.request();
    tx.record(
        asked.tenant(),
        Act.done(
            name,
            Details.of(backfill.id())
                .with("configurationId", asked.configuration())
                .with("from", Instant.ofEpochMilli(asked.receivedFrom() + 1))
                .with("to", Instant.ofEpochMilli(asked.receivedThrough() + 1))
                .with("prefix", asked.prefix().value())));
  }

  private static void record(Transaction tx, ActName name, Redelivery redelivery) {
    tx.record(
        redelivery.tenant(),
        Act.done(
            name,
            Details.of(redelivery.id())
                .with("configurationId", redelivery.configuration())
                .with("fromSequence", redelivery.fromSequence())
                .with("toSequence", redelivery.toSequence())));
  }

  private static void record(
      Transaction tx, ActName name, ExportConfiguration export, Details details) {
    tx.record(export.tenant(), Act.done(name, details));
  }

  private static Details about(ExportConfiguration export) {
    return Details.of(export.id())
        .with("name", export.name())
        .with("storageIntegrationId", export.integration());
  }
}
