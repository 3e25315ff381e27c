package dev.waybill.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestCodec;
import dev.waybill.manifest.OriginCodec;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.SampleKeys;
import dev.waybill.manifest.Sha256;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Configurations, jobs and what belongs to them, with values that do not matter filled in. */
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  public static final TenantId TENANT = new TenantId("acme");
  public static final KeyId KEY = SampleKeys.FIRST.key();
  public static final Credentials CREDENTIALS = new Credentials.AccessKey("AK", "SK");

  private Samples() {}

  public static Location location(String bucket) {
    return new S3Location(bucket, new StoragePath("audit"), "us-east-1", Optional.empty(), false);
  }

  public static StorageIntegration integration(TenantId tenant, Location location) {
    UUID id = UUID.randomUUID();
    return new StorageIntegration(
        new IntegrationId(id),
        tenant,
        "archive",
        location,
        id,
        ConnectionTest.passed(NOW),
        1,
        NOW,
        NOW);
  }

  /**
   * One whose tenant has yet to prove that the place is its own, if these credentials need that.
   */
  public static StorageIntegration integration(
      TenantId tenant, Location location, UUID id, Credentials credentials) {
    return new StorageIntegration(
        new IntegrationId(id),
        tenant,
        "archive",
        location,
        credentials.authentication(),
        credentials.proof().isEmpty(),
        id,
        ConnectionTest.passed(NOW),
        1,
        NOW,
        NOW);
  }

  public static StorageIntegration confirmed(StorageIntegration old) {
    return new StorageIntegration(
        old.id(),
        old.tenant(),
        old.name(),
        old.location(),
        old.authentication(),
        true,
        old.externalId(),
        old.lastTest(),
        old.revision(),
        old.createdAt(),
        old.updatedAt());
  }

  public static IntegrationDraft draft(TenantId tenant) {
    return new IntegrationDraft(
        new IntegrationId(UUID.randomUUID()),
        tenant,
        Optional.of("archive"),
        UUID.randomUUID(),
        NOW);
  }

  public static ExportConfiguration configuration(StorageIntegration integration) {
    return configuration(integration, Interval.EVERY_HOUR, OutputSettings.DEFAULT);
  }

  public static ExportConfiguration configuration(
      StorageIntegration integration, Interval interval, OutputSettings output) {
    return new ExportConfiguration(
        new ConfigurationId(UUID.randomUUID()),
        integration.tenant(),
        "all events",
        integration.id(),
        interval,
        Selection.ALL,
        output,
        "BEGINNING",
        true,
        1,
        NOW,
        NOW);
  }

  public static ExportConfiguration withEnabled(ExportConfiguration old, boolean enabled) {
    return new ExportConfiguration(
        old.id(),
        old.tenant(),
        old.name(),
        old.integration(),
        old.interval(),
        old.selection(),
        old.output(),
        old.startFrom(),
        enabled,
        old.revision() + 1,
        old.createdAt(),
        old.updatedAt());
  }

  public static ExportConfiguration attached(ExportConfiguration old, IntegrationId integration) {
    return new ExportConfiguration(
        old.id(),
        old.tenant(),
        old.name(),
        integration,
        old.interval(),
        old.selection(),
        old.output(),
        old.startFrom(),
        old.enabled(),
        old.revision() + 1,
        old.createdAt(),
        old.updatedAt());
  }

  public static ExportConfiguration withSelection(ExportConfiguration old, Selection selection) {
    return new ExportConfiguration(
        old.id(),
        old.tenant(),
        old.name(),
        old.integration(),
        old.interval(),
        selection,
        old.output(),
        old.startFrom(),
        old.enabled(),
        old.revision() + 1,
        old.createdAt(),
        old.updatedAt());
  }

  /** A stream that has delivered nothing and whose tick of {@link #NOW} is still to be planned. */
  public static Stream stream(ExportConfiguration configuration) {
    return new Stream(
        new StreamId(configuration.id().value()),
        configuration.id(),
        Position.ZERO,
        NOW.minusSeconds(3600).toEpochMilli(),
        1,
        1,
        NOW.minusSeconds(3600));
  }

  /** The next job of a stream, over ten events. */
  public static ExportJob job(ExportConfiguration configuration, Stream stream) {
    return new ExportJob(
        new JobId(UUID.randomUUID()),
        configuration.tenant(),
        configuration.id(),
        stream.id(),
        StreamKind.REGULAR,
        StoragePath.ROOT,
        stream.nextSequence(),
        NOW,
        new Range(stream.cursor(), stream.cursor().plus(10)),
        stream.receivedThrough(),
        stream.receivedThrough() + 1000,
        stream.nextOrdinal(),
        settings(configuration),
        JobStatus.PLANNED,
        Optional.empty(),
        false,
        0,
        NOW,
        Optional.empty());
  }

  public static PinnedSettings settings(ExportConfiguration configuration) {
    return settings(configuration, "jdk-6");
  }

  public static PinnedSettings settings(ExportConfiguration configuration, String encoder) {
    return new PinnedSettings(
        configuration.revision(),
        configuration.selection(),
        configuration.output(),
        encoder,
        1 << 20,
        256L << 20,
        24);
  }

  public static Stream withCursor(Stream stream, Position cursor) {
    return new Stream(
        stream.id(),
        stream.configuration(),
        cursor,
        stream.receivedThrough(),
        stream.nextSequence(),
        stream.nextOrdinal(),
        stream.lastTick());
  }

  /** The stream, as if it had come to that sequence and ordinal. */
  public static Stream at(Stream stream, long sequence, long ordinal) {
    return new Stream(
        stream.id(),
        stream.configuration(),
        stream.cursor(),
        stream.receivedThrough(),
        sequence,
        ordinal,
        stream.lastTick());
  }

  public static Stream withLastTick(Stream stream, Instant lastTick) {
    return new Stream(
        stream.id(),
        stream.configuration(),
        stream.cursor(),
        stream.receivedThrough(),
        stream.nextSequence(),
        stream.nextOrdinal(),
        lastTick);
  }

  public static DeliveredObject object(String name) {
    return new DeliveredObject(
        new ObjectKey(name),
        10,
        3700,
        800,
        1_000,
        2_000,
        Optional.of(new ObjectHashes(hash("content"), hash("stored"), hash("lines"))));
  }

  /** Lets a job that put nothing be committed, as far as documents go. */
  public static void seal(ExportLedger ledger, Attempt attempt) {
    assertThat(ledger.sealOrigin(attempt, origin(attempt.job()))).isPresent();
    assertThat(ledger.seal(attempt, manifest(attempt.job()))).isPresent();
  }

  public static SignedDocument origin(ExportJob job) {
    return OriginCodec.sign(
        new OriginRecord(
            job.stream().value(),
            job.tenant(),
            OriginRecord.Reason.CREATED,
            job.sequence(),
            Optional.empty(),
            List.of()),
        SampleKeys.FIRST);
  }

  /** As if it had found nothing. */
  public static SignedDocument manifest(ExportJob job) {
    return ManifestCodec.sign(
        new Manifest(
            job.stream().value(),
            job.tenant(),
            job.sequence(),
            job.scheduledAt(),
            new Manifest.Range(job.range().from().toString(), job.range().to().toString()),
            new Manifest.Received(job.receivedFrom(), job.receivedThrough()),
            new Manifest.Events(job.firstOrdinal(), job.firstOrdinal() - 1, 0, 0, 0),
            List.of(),
            Optional.empty(),
            Optional.empty()),
        SampleKeys.FIRST);
  }

  public static Sha256 hash(String of) {
    return Sha256.of(of.getBytes(UTF_8));
  }

  public static Failure failure(Fault fault, String code) {
    return new Failure(fault, Stage.PUT, code, "The bucket refused.", "Repair the bucket.");
  }
}
