package dev.waybill.server.search;

import dev.waybill.log.Position;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The events found so far, as they are stored, up to a number and a size. */
final class SearchAnswer {
  private static final byte[] START = "{\"events\":[".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream json = new ByteArrayOutputStream();
  private final int limit;
  private final long mostBytes;
  private int events;
  private @Nullable Position end;
  private boolean complete;

  SearchAnswer(int limit, long mostBytes) {
    this.limit = limit;
    this.mostBytes = mostBytes;
    json.writeBytes(START);
  }

  boolean full() {
    return events >= limit || json.size() >= mostBytes;
  }

  int eventsLeft() {
    return limit - events;
  }

  long bytesLeft() {
    return mostBytes - json.size();
  }

  /** Says where the next request goes on, and whether there is anything left to look at. */
  void endsAt(Position position, boolean nothingLeft) {
    end = position;
    complete = nothingLeft;
  }

  byte[] toJson() {
    String rest = "],\"cursor\":\"" + end + "\",\"complete\":" + complete + "}";
    json.writeBytes(rest.getBytes(StandardCharsets.US_ASCII));
    return json.toByteArray();
  }

  /** Adds a line as it is stored, without its line feed. */
  void add(byte[] line) {
    if (events > 0) {
      json.write(',');
    }
    json.writeBytes(line);
    events++;
  }
}
