package dev.waybill.dist;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
import dev.waybill.tenant.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A folder with much in it that is quickly made: the same line again and again. Jobs cover a day of
 * receipt each.
 */
final class LargePlace {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TenantId TENANT = new TenantId("acme");
  private static final int LINE_BYTES = 1024;
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("'events/kind=QUERY/dt='yyyy-MM-dd'/hour='HH")
          .withZone(ZoneOffset.UTC);

  private final Path folder;
  private final UUID stream = UUID.randomUUID();
  private final ManifestNames names = new ManifestNames(stream);
  private final SigningKeyPair key = SigningKeyPair.generate(new SecureRandom());
  private Optional<SignedDocument> previous = Optional.empty();
  private long jobs;
  private long events;
  private long bytes;

  LargePlace(Path folder) throws IOException {
    this.folder = folder;
    write(names.key(key.key()), key.publicKey().encode());
    OriginRecord origin =
        new OriginRecord(
            stream, TENANT, OriginRecord.Reason.CREATED, 1, Optional.empty(), List.of());
    write(names.origin(1), OriginCodec.sign(origin, key).encode());
  }

  /** Bytes of all lines. */
  long bytes() {
    return bytes;
  }

  /** The file of the public key. */
  Path keyFile() {
    return folder.resolve(names.key(key.key()).value());
  }

  /** Where the manifest of a job lies, or would lie. */
  Path manifest(long job) {
    return folder.resolve(names.manifest(job).value());
  }

  /** The objects of a job. */
  List<Path> objects(long job) throws IOException {
    String ofJob = "-%012d-".formatted(job);
    try (Stream<Path> files = Files.walk(folder.resolve("events"))) {
      return files.filter(file -> file.getFileName().toString().contains(ofJob)).toList();
    }
  }

  /** Delivers one job of objects of that size, each with the events of another hour. */
  void deliver(int objects, long bytesEach) throws IOException {
    Instant from = START.plus(Duration.ofDays(jobs));
    Instant through = from.plus(Duration.ofDays(1));
    jobs++;
    List<ManifestObject> delivered = new ArrayList<>();
    for (int hour = objects; hour > 0; hour--) {
      delivered.add(put(through.minus(Duration.ofHours(hour)), through, bytesEach / LINE_BYTES));
    }
    long count = delivered.stream().mapToLong(ManifestObject::events).sum();
    Manifest manifest =
        new Manifest(
            stream,
            TENANT,
            jobs,
            through,
            new Manifest.Range("p" + (jobs - 1), "p" + jobs),
            new Manifest.Received(from.toEpochMilli(), through.toEpochMilli()),
            new Manifest.Events(events + 1, events + count, count, 0, 0),
            delivered,
            Optional.empty(),
            previous.map(document -> new Manifest.Previous(jobs - 1, document.sha256())));
    SignedDocument document = ManifestCodec.sign(manifest, key);
    write(names.manifest(jobs), document.encode());
    previous = Optional.of(document);
    events += count;
  }

  private ManifestObject put(Instant hour, Instant received, long lines) throws IOException {
    ObjectKey name =
        new ObjectKey(
            "%s/%s-%012d-0001.ndjson.gz"
                .formatted(FOLDER.format(hour), ObjectName.streamDigits(stream), jobs));
    byte[] line = line(hour.toEpochMilli(), received.toEpochMilli());
    ContentDigest digest = new ContentDigest();
    Path file = file(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (long i = 0; i < lines; i++) {
        out.write(line);
        digest.append(line, 0, line.length);
      }
    }
    bytes += lines * line.length;
    ContentDigest.Result result = digest.end();
    byte[] stored = Files.readAllBytes(file);
    return new ManifestObject(
        name,
        result.lines(),
        result.bytes(),
        result.sha256(),
        stored.length,
        Sha256.of(stored),
        result.merkleRoot(),
        hour.toEpochMilli(),
        hour.toEpochMilli());
  }

  private static byte[] line(long time, long received) {
    String fields =
        ",\"eventTime\":%d,\"receivedTime\":%d,\"eventKind\":\"QUERY\"}\n"
            .formatted(time, received);
    String start = "{\"eventType\":\"QUERY\",\"eventDetails\":\"";
    int padding = LINE_BYTES - start.length() - fields.length() - 1;
    return (start + "x".repeat(padding) + "\"" + fields).getBytes(US_ASCII);
  }

  private void write(ObjectKey name, byte[] document) throws IOException {
    Files.write(file(name), document);
  }

  private Path file(ObjectKey name) throws IOException {
    Path file = folder.resolve(name.value());
    Files.createDirectories(file.resolveSibling(""));
    return file;
  }
}
