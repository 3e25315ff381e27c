package dev.waybill.server.rocksdb;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A file with lines; those with lower numbers are older. */
record BlobFile(long number, long size, Instant written) {
  private static final String ENDING = ".blob";

  /** The oldest first. */
  static List<BlobFile> in(Path folder, List<String> names) {
    return names.stream()
        .filter(name -> name.endsWith(ENDING))
        .map(name -> of(folder.resolve(name)))
        .sorted(Comparator.comparingLong(BlobFile::number))
        .toList();
  }

  private static BlobFile of(Path path) {
    File file = path.toFile();
    return new BlobFile(
        Long.parseLong(file.getName().replace(ENDING, "")),
        file.length(),
        Instant.ofEpochMilli(file.lastModified()));
  }

  boolean isOlder(Duration age, Instant now) {
    return written.isBefore(now.minus(age));
  }
}
