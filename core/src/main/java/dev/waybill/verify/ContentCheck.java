package dev.waybill.verify;

import dev.waybill.manifest.ContentDigest;
import dev.waybill.manifest.Manifest.Received;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the content of one object once, in pieces: digests it, and looks at the times and the
 * folder of each line. Says of lines that are wrong only which was the first.
 */
final class ContentCheck {
  /** That of the specification: the largest event that ingest may be set to take has half of it. */
  private static final int LONGEST_LINE = 1 << 24;

  private final Received received;
  private final Optional<EventFolder> folder;
  private final EventLine line = new EventLine();
  private final ContentDigest digest = new ContentDigest();
  private byte[] buffer;
  private boolean linesAreReadable = true;
  private long lines;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;
  private Optional<String> badTime = Optional.empty();
  private Optional<String> badFolder = Optional.empty();

  /**
   * @param folder empty if it is none of the object layout
   * @param buffer to read with; a longer one may take its place
   */
  ContentCheck(Received received, Optional<EventFolder> folder, byte[] buffer) {
    this.received = received;
    this.folder = folder;
    this.buffer = buffer;
  }

  /**
   * What the content is.
   *
   * @param earliest the smallest event time
   * @param latest the largest event time
   * @param badTime what is wrong with the times of the first line of which they are
   * @param badFolder why the first line that does not belong into the folder does not
   */
  record Result(
      ContentDigest.Result digest,
      long earliest,
      long latest,
      Optional<String> badTime,
      Optional<String> badFolder) {}

  /**
   * Reads no more than one byte beyond what is expected, since little that is stored may be very
   * much content.
   *
   * @return empty if the content is longer
   */
  Optional<Result> read(Content content, long expected) throws IOException, DamagedObjectException {
    long left = expected + 1;
    int begun = 0; // bytes of a line that has not ended, at the buffer's start
    int more = content.read(buffer, begun, room(begun, left));
    while (more >= 0) {
      left -= more;
      if (left == 0) {
        return Optional.empty();
      }
      digest.append(buffer, begun, more);
      begun = linesTo(begun, begun + more);
      more = content.read(buffer, begun, room(begun, left));
    }
    return Optional.of(new Result(digest.end(), earliest, latest, badTime, badFolder));
  }

  private int room(int begun, long left) {
    return (int) Math.min(buffer.length - begun, left);
  }

  /** The buffer, for the next object. */
  byte[] buffer() {
    return buffer;
  }

  /** Looks at the lines that end, and returns how much of another one has begun. */
  private int linesTo(int from, int to) {
    if (!linesAreReadable) {
      return 0;
    }
    int start = 0;
    for (int at = ContentDigest.lineFeed(buffer, from, to);
        at < to;
        at = ContentDigest.lineFeed(buffer, start, to)) {
      lines++;
      look(start, at);
      start = at + 1;
    }
    int begun = to - start;
    System.arraycopy(buffer, start, buffer, 0, begun);
    if (begun < buffer.length) {
      return begun;
    }
    if (begun >= LONGEST_LINE) {
      linesAreReadable = false;
      badTime = Optional.of("line " + (lines + 1) + " is no event: it is too long");
      return 0;
    }
    buffer = Arrays.copyOf(buffer, buffer.length * 2);
    return begun;
  }

  private void look(int from, int to) {
    line.read(buffer, from, to);
    if (!line.hasEventTime()) {
      badTime(() -> "has no eventTime");
      return;
    }
    earliest = Math.min(earliest, line.eventTime());
    latest = Math.max(latest, line.eventTime());
    if (line.hasServiceFields()) {
      long at = line.receivedTime();
      if (at <= received.from() || at - 1 > received.through()) {
        badTime(() -> "was received at " + Instant.ofEpochMilli(at));
      }
    }
    if (badFolder.isEmpty() && !isInFolder()) {
      badFolder = Optional.of("line " + lines + " is " + described());
    }
  }

  private void badTime(Supplier<String> what) {
    if (badTime.isEmpty()) {
      badTime = Optional.of("line " + lines + " " + what.get());
    }
  }

  private boolean isInFolder() {
    if (folder.isEmpty()) {
      return false;
    }
    return line.hasServiceFields()
        ? folder.get().holds(line.kind(), line.eventTime(), line.receivedTime())
        : folder.get().mayHold(line.eventTime(), received);
  }

  private String described() {
    String happened = "of " + Instant.ofEpochMilli(line.eventTime());
    return line.hasServiceFields()
        ? "a "
            + line.kind()
            + " event "
            + happened
            + ", received at "
            + Instant.ofEpochMilli(line.receivedTime())
        : "an event " + happened;
  }
}
