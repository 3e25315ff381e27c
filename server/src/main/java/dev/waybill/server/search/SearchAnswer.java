package dev.waybill.server.search;

import dev.waybill.log.Position;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The events found so far, as they are stored, up to a number and a size. */
public final class SearchAnswer {
  private static final byte[] START = "{\"events\":[".getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> lines = new ArrayList<>();
  private final int limit;
  private final long mostBytes;
  private long bytes;
  private Position end = Position.ZERO;
  private boolean complete;

  SearchAnswer(int limit, long mostBytes) {
    this.limit = limit;
    this.mostBytes = mostBytes;
  }

  /** The events as they are stored, without line feeds, in the order that was asked for. */
  public List<byte[]> lines() {
    return List.copyOf(lines);
  }

  /** Where the next request goes on. */
  public Position cursor() {
    return end;
  }

  /** Whether nothing is left to look at. */
  public boolean complete() {
    return complete;
  }

  boolean full() {
    return lines.size() >= limit || bytes >= mostBytes;
  }

  int eventsLeft() {
    return limit - lines.size();
  }

  long bytesLeft() {
    return mostBytes - bytes;
  }

  /** Says where the next request goes on, and whether there is anything left to look at. */
  void endsAt(Position position, boolean nothingLeft) {
    end = position;
    complete = nothingLeft;
  }

  byte[] toJson() {
    byte[] rest =
        ("],\"cursor\":\"" + end + "\",\"complete\":" + complete + "}")
            .getBytes(StandardCharsets.US_ASCII);
    var json = new ByteArrayOutputStream(Math.toIntExact(START.length + bytes + rest.length));
    json.writeBytes(START);
    for (byte[] line : lines) {
      if (json.size() > START.length) {
        json.write(',');
      }
      json.writeBytes(line);
    }
    json.writeBytes(rest);
    return json.toByteArray();
  }

  /** Adds a line as it is stored, without its line feed. */
  void add(byte[] line) {
    lines.add(line);
    bytes += line.length + 1;
  }
}
