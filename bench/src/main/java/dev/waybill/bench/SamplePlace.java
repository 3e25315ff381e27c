package dev.waybill.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.format.Compression;
import dev.waybill.format.Encoder;
import dev.waybill.format.Encoders;
import dev.waybill.manifest.ContentDigest;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestCodec;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.ManifestObject;
import dev.waybill.manifest.ObjectName;
import dev.waybill.manifest.OriginCodec;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.Sha256;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.manifest.SigningKeyPair;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A folder with a stream in it, as the service would deliver it: an hour and an object a job. */
final class SamplePlace {
  /** About 66 MB of lines with their service fields. */
  private static final int EVENTS_PER_HOUR = 60_000;

  private static final long STEP_MICROS = Duration.ofHours(1).toMillis() * 1000 / EVENTS_PER_HOUR;
  private static final int TEXTS = 20_000;
  private static final int BLOCK_BYTES = 2 << 20;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final TenantId TENANT = new TenantId("bench");
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("'events/kind=QUERY/dt='yyyy-MM-dd'/hour='HH")
          .withZone(ZoneOffset.UTC);

  private final Path folder;
  private final UUID stream = UUID.randomUUID();
  private final ManifestNames names = new ManifestNames(stream);
  private final SigningKeyPair key = SigningKeyPair.generate(new SecureRandom());
  private final SampleBodies bodies = new SampleBodies(TEXTS, START.toEpochMilli(), STEP_MICROS);
  private final Encoders encoders = Encoders.ofThisMachine();
  private Optional<SignedDocument> before = Optional.empty();
  private long bytes;

  SamplePlace(Path folder) throws IOException {
    this.folder = folder;
    write(names.key(key.key()), key.publicKey().encode());
    OriginRecord origin =
        new OriginRecord(
            stream, TENANT, OriginRecord.Reason.CREATED, 1, Optional.empty(), List.of());
    write(names.origin(1), OriginCodec.sign(origin, key).encode());
  }

  /** Bytes of all lines so far. */
  long bytes() {
    return bytes;
  }

  void deliver(long job) throws IOException {
    Instant from = START.plus(Duration.ofHours(job - 1));
    Instant to = from.plus(Duration.ofHours(1));
    ManifestObject object = put(job, from);
    Manifest manifest =
        new Manifest(
            stream,
            TENANT,
            job,
            to,
            new Manifest.Range("p" + (job - 1), "p" + job),
            new Manifest.Received(from.toEpochMilli(), to.toEpochMilli()),
            new Manifest.Events(
                (job - 1) * EVENTS_PER_HOUR + 1, job * EVENTS_PER_HOUR, EVENTS_PER_HOUR, 0, 0),
            List.of(object),
            Optional.empty(),
            before.map(document -> new Manifest.Previous(job - 1, document.sha256())));
    SignedDocument document = ManifestCodec.sign(manifest, key);
    write(names.manifest(job), document.encode());
    before = Optional.of(document);
  }

  private ManifestObject put(long job, Instant hour) throws IOException {
    ObjectKey name =
        new ObjectKey(
            "%s/%s-%012d-0001.ndjson.gz"
                .formatted(FOLDER.format(hour), ObjectName.streamDigits(stream), job));
    byte[] content = withServiceFields(bodies.next(EVENTS_PER_HOUR), hour);
    ContentDigest digest = new ContentDigest();
    digest.append(content, 0, content.length);
    ContentDigest.Result result = digest.end();
    byte[] stored = compressed(content);
    write(name, stored);
    bytes += content.length;
    return new ManifestObject(
        name,
        result.lines(),
        result.bytes(),
        result.sha256(),
        stored.length,
        Sha256.of(stored),
        result.merkleRoot(),
        hour.toEpochMilli(),
        hour.toEpochMilli() + (EVENTS_PER_HOUR - 1) * STEP_MICROS / 1000);
  }

  private static byte[] withServiceFields(byte[] lines, Instant hour) {
    byte[] fields =
        (",\"receivedTime\":" + (hour.toEpochMilli() + 1) + ",\"eventKind\":\"QUERY\"}\n")
            .getBytes(US_ASCII);
    byte[] all = new byte[lines.length + EVENTS_PER_HOUR * (fields.length - 2)];
    int from = 0;
    int to = 0;
    for (int end = ContentDigest.lineFeed(lines, 0, lines.length);
        end < lines.length;
        end = ContentDigest.lineFeed(lines, from, lines.length)) {
      int kept = end - 1 - from; // without its brace
      System.arraycopy(lines, from, all, to, kept);
      System.arraycopy(fields, 0, all, to + kept, fields.length);
      to += kept + fields.length;
      from = end + 1;
    }
    return all;
  }

  private byte[] compressed(byte[] content) {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    ObjectUpload upload =
        new ObjectUpload() {
          @Override
          public void write(byte[] some, int offset, int length) {
            stored.write(some, offset, length);
          }

          @Override
          public PutOutcome finish() {
            return new PutOutcome.Stored();
          }

          @Override
          public void close() {
            // Nothing is held.
          }
        };
    String encoder = encoders.preferred(Compression.GZIP);
    try (Encoder to =
        encoders.open(Compression.GZIP, encoder, BLOCK_BYTES, content.length, upload)) {
      to.append(content, 0, content.length);
      to.finish();
    }
    return stored.toByteArray();
  }

  private void write(ObjectKey name, byte[] stored) throws IOException {
    Path file = folder.resolve(name.value());
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, stored);
  }
}
