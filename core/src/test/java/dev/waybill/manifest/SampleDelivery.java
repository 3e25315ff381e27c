package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.export.Layout;
import dev.waybill.format.Compression;
import dev.waybill.format.Encoder;
import dev.waybill.format.Encoders;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Makes the objects of a job of a {@link StreamFixture}, by docs/spec/object-layout-v1.md alone.
 *
 * @param eventsPerPart at which a part ends
 */
public record SampleDelivery(
    Layout layout, Compression compression, boolean serviceFields, int eventsPerPart) {
  private static final int BLOCK_BYTES = 700;

  public static final SampleDelivery USUAL =
      new SampleDelivery(Layout.HIVE_HOURLY, Compression.GZIP, true, 100);

  public SampleDelivery compressed(Compression by) {
    return new SampleDelivery(layout, by, serviceFields, eventsPerPart);
  }

  public SampleDelivery laidOut(Layout as) {
    return new SampleDelivery(as, compression, serviceFields, eventsPerPart);
  }

  public SampleDelivery withoutServiceFields() {
    return new SampleDelivery(layout, compression, false, eventsPerPart);
  }

  public SampleDelivery withParts(int events) {
    return new SampleDelivery(layout, compression, serviceFields, events);
  }

  /**
   * Puts a job's objects, and describes them by ascending key.
   *
   * @param store takes keys and bytes
   */
  List<ManifestObject> deliver(
      UUID stream,
      TenantId tenant,
      long sequence,
      List<SampleEvent> events,
      BiConsumer<ObjectKey, byte[]> store) {
    SortedMap<String, List<SampleEvent>> parts = new TreeMap<>();
    SortedMap<String, List<SampleEvent>> folders = new TreeMap<>();
    events.forEach(e -> folders.computeIfAbsent(folder(e), f -> new ArrayList<>()).add(e));
    folders.forEach(
        (folder, all) -> {
          for (int i = 0; i < all.size(); i += eventsPerPart) {
            String name =
                "%s/%s-%012d-%04d.ndjson%s"
                    .formatted(
                        folder,
                        stream.toString().replace("-", "").substring(0, 12),
                        sequence,
                        i / eventsPerPart + 1,
                        compression.ending());
            parts.put(name, all.subList(i, Math.min(all.size(), i + eventsPerPart)));
          }
        });
    return parts.entrySet().stream()
        .map(part -> stored(new ObjectKey(part.getKey()), part.getValue(), tenant, store))
        .toList();
  }

  private String folder(SampleEvent event) {
    String hour = Instant.ofEpochMilli(event.partitionTime()).toString().substring(0, 13);
    String day = hour.substring(0, 10);
    return switch (layout) {
      case HIVE_HOURLY ->
          "events/kind=%s/dt=%s/hour=%s".formatted(event.kind(), day, hour.substring(11));
      case HIVE_DAILY -> "events/kind=%s/dt=%s".formatted(event.kind(), day);
      case PLAIN_HOURLY ->
          String.format(Locale.ROOT, "events/%s/%s", day.replace('-', '/'), hour.substring(11));
    };
  }

  private ManifestObject stored(
      ObjectKey key,
      List<SampleEvent> events,
      TenantId tenant,
      BiConsumer<ObjectKey, byte[]> store) {
    StringBuilder lines = new StringBuilder();
    events.forEach(e -> lines.append(e.line(tenant, serviceFields)).append('\n'));
    byte[] content = lines.toString().getBytes(UTF_8);
    byte[] stored = encode(content);
    store.accept(key, stored);
    ContentDigest digest = new ContentDigest();
    digest.append(content, 0, content.length);
    ContentDigest.Result result = digest.end();
    return new ManifestObject(
        key,
        result.lines(),
        result.bytes(),
        result.sha256(),
        stored.length,
        Sha256.of(stored),
        result.merkleRoot(),
        events.stream().mapToLong(SampleEvent::eventTime).min().orElseThrow(),
        events.stream().mapToLong(SampleEvent::eventTime).max().orElseThrow());
  }

  private byte[] encode(byte[] content) {
    Encoders encoders = Encoders.portable();
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    ObjectUpload upload =
        new ObjectUpload() {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            stored.write(bytes, offset, length);
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
    String encoder = encoders.preferred(compression);
    try (Encoder to = encoders.open(compression, encoder, BLOCK_BYTES, content.length, upload)) {
      to.append(content, 0, content.length);
      to.finish();
    }
    return stored.toByteArray();
  }
}
