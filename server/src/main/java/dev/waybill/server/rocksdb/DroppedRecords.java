package dev.waybill.server.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which write-ahead log RocksDB found damaged when it was opened last. Its error says only what is
 * wrong; the name of the file is in its own log.
 */
record DroppedRecords(Path folder) {
  private static final Pattern LINE = Pattern.compile(".*[/\\\\](\\d+\\.log): dropping .*");

  Optional<String> file() {
    try (Stream<String> lines = Files.lines(folder.resolve("LOG"), StandardCharsets.ISO_8859_1)) {
      return lines
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .map(found -> found.group(1))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
