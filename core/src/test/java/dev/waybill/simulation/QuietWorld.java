package dev.waybill.simulation;

import dev.waybill.export.Attempt;
import dev.waybill.export.AttemptOutcome;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.EngineListener;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportEngine;
import dev.waybill.export.ExportJob;
import dev.waybill.export.InMemoryExportLedger;
import dev.waybill.export.InMemoryRedeliveries;
import dev.waybill.export.Interval;
import dev.waybill.export.JobStatus;
import dev.waybill.export.Leftovers;
import dev.waybill.export.PinnedSettings;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamKind;
import dev.waybill.format.Encoders;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.manifest.InMemorySigningKeys;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.InMemoryObjectStores;
import dev.waybill.storage.Location;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.time.SettableTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A world with one job in it, where nothing else happens. */
final class QuietWorld {
  private static final Location PLACE =
      new S3Location("quiet", new StoragePath(""), "us-east-1", Optional.empty(), false);

  private final EventLog log;
  private final Dice dice;
  private final SettableTime time = new SettableTime(Instant.parse("2030-06-01T00:00:00Z"));
  private final InMemoryExportLedger ledger = new InMemoryExportLedger();
  private final InMemoryObjectStores stores = new InMemoryObjectStores();

  QuietWorld(EventLog log, Dice dice) {
    this.log = log;
    this.dice = dice;
  }

  /** The objects, uncompressed, of a job that had been started with those settings. */
  Map<String, String> objects(ExportJob job, PinnedSettings settings, Position heldFrom) {
    plan(job, settings, heldFrom);
    ExportEngine engine =
        new ExportEngine(
            log,
            ledger,
            new InMemoryRedeliveries(ledger),
            stores,
            new InMemorySigningKeys(),
            time,
            dice::uuid,
            dice.generator(),
            Encoders.portable(),
            Shape.settings(dice, 1, 1024),
            EngineListener.NONE);
    AttemptOutcome outcome = engine.runAttempt(engine.claimNext().orElseThrow());
    Auditor.require(
        outcome instanceof AttemptOutcome.Delivered, Promise.QUIET_WORLD, "ended as " + outcome);
    Map<String, String> contents = new TreeMap<>();
    stores
        .at(PLACE)
        .objects()
        .forEach(
            (key, bytes) -> {
              if (!key.value().startsWith(ManifestNames.ROOT)) {
                contents.put(key.value(), StoredObject.of(key.value(), bytes).content());
              }
            });
    return contents;
  }

  /** Puts the job into the ledger as it was after its start. */
  private void plan(ExportJob job, PinnedSettings settings, Position heldFrom) {
    Instant now = time.now();
    IntegrationId integration = new IntegrationId(dice.uuid());
    ConfigurationId id = job.configuration();
    ledger.add(
        new StorageIntegration(
            integration,
            job.tenant(),
            "quiet",
            PLACE,
            id.value(),
            ConnectionTest.passed(now),
            1,
            now,
            now),
        new Credentials.AccessKey("AK", "SK"));
    ledger.add(
        new ExportConfiguration(
            id,
            job.tenant(),
            "quiet",
            integration,
            Interval.EVERY_HOUR,
            settings.selection(),
            settings.output(),
            "BEGINNING",
            true,
            settings.revision(),
            now,
            now),
        new Stream(
            job.stream(),
            id,
            job.range().from(),
            job.receivedFrom(),
            job.sequence(),
            job.firstOrdinal(),
            now),
        now);
    ExportJob again =
        new ExportJob(
            job.id(),
            job.tenant(),
            id,
            job.stream(),
            StreamKind.REGULAR,
            StoragePath.ROOT,
            job.sequence(),
            job.scheduledAt(),
            job.range(),
            job.receivedFrom(),
            job.receivedThrough(),
            job.firstOrdinal(),
            settings,
            JobStatus.PLANNED,
            Optional.empty(),
            false,
            0,
            now,
            Optional.empty());
    if (!ledger.plan(again, now, now.plusSeconds(3600))) {
      throw new IllegalStateException("the job does not fit into the quiet world");
    }
    Attempt attempt = ledger.claim(job.id(), now, now, now.plusSeconds(1)).orElseThrow();
    if (!ledger.start(attempt, settings, Samples.KEY, heldFrom)
        || !ledger.release(attempt, Leftovers.NONE, now)) {
      throw new IllegalStateException("the job cannot be started in the quiet world");
    }
  }
}
