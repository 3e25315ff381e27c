package dev.waybill.export;

import dev.waybill.format.Compression;
import dev.waybill.storage.ObjectKey;
import java.util.Locale;

/** The names of a job's objects, as docs/spec/object-layout-v1.md defines them. */
final class ObjectNames {
  /** What four digits hold. */
  static final int MOST_PARTS = 9999;

  private final Partitioning partitioning;
  private final String stem;
  private final String ending;

  ObjectNames(StreamId stream, long sequence, OutputSettings output) {
    this.partitioning = new Partitioning(output.layout());
    this.stem = String.format(Locale.ROOT, "%s-%012d", stream.prefix(), sequence);
    this.ending = ending(output.compression());
  }

  /**
   * @param part 1, 2, ... in this partition
   */
  ObjectKey key(long partition, int part) {
    if (part < 1 || part > MOST_PARTS) {
      throw new IllegalArgumentException("part " + part + " does not fit into a name");
    }
    return new ObjectKey(
        String.format(
            Locale.ROOT, "%s/%s-%04d%s", partitioning.folder(partition), stem, part, ending));
  }

  private static String ending(Compression compression) {
    return ".ndjson" + compression.ending();
  }
}
