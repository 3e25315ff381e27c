package dev.waybill.verify;

import com.github.luben.zstd.ZstdDecompressCtx;
import dev.waybill.manifest.ContentDigest;
import dev.waybill.manifest.Manifest.Received;
import dev.waybill.manifest.ManifestObject;
import dev.waybill.manifest.ObjectName;
import dev.waybill.manifest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Inflater;

/**
 * Checks objects against what manifests say of them, one after the other, with the same buffers.
 */
final class ObjectCheck implements AutoCloseable {
  private static final int CONTENT_BUFFER_BYTES = 1 << 18;
  private static final boolean RAW = true;

  private final BucketReader place;
  private final StoredBytes stored = new StoredBytes();
  private final Inflater inflater = new Inflater(RAW);
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private byte[] buffer = new byte[CONTENT_BUFFER_BYTES];

  ObjectCheck(BucketReader place) {
    this.place = place;
  }

  /**
   * What became of a check.
   *
   * @param storedBytes that were read
   */
  record Result(ManifestObject object, List<Observation> observations, long storedBytes) {}

  Result check(ManifestObject object, Received received) throws UnreachableException {
    try {
      return opened(object, received);
    } catch (UnreachableException e) {
      throw e;
    } catch (IOException e) {
      return nothing(object, Code.NOT_READ, Observation.said(e));
    } catch (OutOfMemoryError e) {
      return nothing(object, Code.NOT_READ, "lines that take more memory than there is");
    }
  }

  private static Result nothing(ManifestObject object, Code code, String found) {
    String expected = content(object.bytes(), object.sha256());
    return new Result(
        object, List.of(new Observation(code, object.key().value(), expected, found)), 0);
  }

  private Result opened(ManifestObject object, Received received) throws IOException {
    Optional<InputStream> opened = place.open(object.key().value());
    if (opened.isEmpty()) {
      return nothing(object, Code.MISSING_OBJECT, "nothing");
    }
    try (InputStream in = opened.get()) {
      stored.begin(in);
      return new Result(object, observations(object, received), stored.bytesRead());
    }
  }

  @Override
  public void close() {
    inflater.end();
    zstd.close();
  }

  private List<Observation> observations(ManifestObject object, Received received)
      throws IOException {
    String key = object.key().value();
    ObjectName name = ObjectName.parse(key).orElseThrow();
    try {
      Content content = content(name.ending());
      ContentCheck check =
          new ContentCheck(received, EventFolder.parse(name.folder()), takeBuffer());
      Optional<ContentCheck.Result> result = check.read(content, object.bytes());
      buffer = check.buffer();
      return result
          .map(is -> compare(object, received, name.folder(), is))
          .orElseGet(() -> List.of(longer(object)));
    } catch (DamagedObjectException e) {
      return List.of(
          new Observation(
              Code.DAMAGED_OBJECT,
              key,
              content(object.bytes(), object.sha256()),
              e.reason() + " (at or before byte " + stored.bytesRead() + ")"));
    }
  }

  /** One that an exceptional line made long is not kept. */
  private byte[] takeBuffer() {
    return buffer.length > 1 << 20 ? new byte[CONTENT_BUFFER_BYTES] : buffer;
  }

  private Content content(String ending) throws DamagedObjectException {
    return switch (ending) {
      case "ndjson" -> new PlainContent(stored);
      case "ndjson.gz" -> new GzipContent(stored, inflater);
      case "ndjson.zst" -> new ZstdContent(stored, zstd);
      default -> throw new DamagedObjectException("its name's ending tells no known compression");
    };
  }

  private List<Observation> compare(
      ManifestObject object, Received received, String folder, ContentCheck.Result result) {
    String key = object.key().value();
    ContentDigest.Result digest = result.digest();
    if (digest.bytes() != object.bytes() || !digest.sha256().equals(object.sha256())) {
      return List.of(
          new Observation(
              Code.ALTERED_OBJECT,
              key,
              content(object.bytes(), object.sha256()),
              content(digest.bytes(), digest.sha256())));
    }
    Optional<Observation> misdescribed = misdescribed(object, received, result);
    if (misdescribed.isPresent()) {
      return List.of(misdescribed.get());
    }
    List<Observation> all = new ArrayList<>();
    result
        .badFolder()
        .ifPresent(why -> all.add(new Observation(Code.WRONG_FOLDER, key, folder, why)));
    Sha256 storedSha256 = stored.sha256();
    if (stored.bytesRead() != object.storedBytes() || !storedSha256.equals(object.storedSha256())) {
      all.add(
          new Observation(
              Code.RECOMPRESSED,
              key,
              storedAs(object.storedBytes(), object.storedSha256()),
              storedAs(stored.bytesRead(), storedSha256)));
    }
    return all;
  }

  private static Observation longer(ManifestObject object) {
    return new Observation(
        Code.ALTERED_OBJECT,
        object.key().value(),
        content(object.bytes(), object.sha256()),
        "content of more than " + object.bytes() + " bytes");
  }

  private static Optional<Observation> misdescribed(
      ManifestObject object, Received received, ContentCheck.Result result) {
    ContentDigest.Result digest = result.digest();
    String key = object.key().value();
    if (digest.lines() != object.events() || !digest.endsWithLine()) {
      return Optional.of(
          misdescribed(
              key,
              object.events() + " lines",
              digest.lines() + " lines" + (digest.endsWithLine() ? "" : ", the last without end")));
    }
    if (!digest.merkleRoot().equals(object.merkleRoot())) {
      return Optional.of(
          misdescribed(
              key, "Merkle root " + object.merkleRoot(), "Merkle root " + digest.merkleRoot()));
    }
    if (result.badTime().isPresent()) {
      return Optional.of(
          misdescribed(
              key,
              "events received after "
                  + Instant.ofEpochMilli(received.from())
                  + " and up to "
                  + Instant.ofEpochMilli(received.through()),
              result.badTime().get()));
    }
    if (result.earliest() != object.earliestEventTime()
        || result.latest() != object.latestEventTime()) {
      return Optional.of(
          misdescribed(
              key,
              times(object.earliestEventTime(), object.latestEventTime()),
              times(result.earliest(), result.latest())));
    }
    return Optional.empty();
  }

  private static Observation misdescribed(String key, String expected, String found) {
    return new Observation(Code.MISDESCRIBED_OBJECT, key, expected, found);
  }

  private static String content(long bytes, Sha256 sha256) {
    return "content of " + bytes + " bytes with SHA-256 " + sha256;
  }

  private static String storedAs(long bytes, Sha256 sha256) {
    return bytes + " stored bytes with SHA-256 " + sha256;
  }

  private static String times(long earliest, long latest) {
    return "event times " + earliest + " to " + latest;
  }
}
