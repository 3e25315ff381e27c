package dev.waybill.server.ingest;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.limits.Pace;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that are being read whole, up to a limit, in memory that is given back at the end. */
final class Body implements AutoCloseable {
  private static final int LEAST_ROOM = 1 << 16;

  /** A sender who announces more must send it before memory is held for it. */
  private static final int MOST_ROOM_ON_TRUST = 1 << 21;

  private final BodyMemory memory;
  private final String sender;
  private final int limit;
  private byte[] bytes;
  private int length;

  /**
   * Makes an empty one.
   *
   * @param sender whose share of the memory it takes from
   * @param announced bytes that are going to come, as the sender says; negative if it does not
   */
  Body(BodyMemory memory, String sender, int limit, long announced) {
    this.memory = requireNonNull(memory, "memory is null");
    this.sender = requireNonNull(sender, "sender is null");
    this.limit = limit;
    long content = announced < 0 ? LEAST_ROOM - 1 : Math.min(announced, MOST_ROOM_ON_TRUST - 1);
    this.bytes = memory.take(sender, (int) Math.min(content, limit) + 1);
  }

  static long unknownLength() {
    return -1;
  }

  /** Not to be changed, nor used after {@link #close}. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /**
   * Reads to the end.
   *
   * @throws ProblemException if there is more than the limit, or it comes too slowly
   */
  void readAll(InputStream in, Pace pace) throws IOException {
    int read = in.read(bytes, length, bytes.length - length);
    while (read >= 0) {
      length += read;
      pace.check(length);
      makeRoom();
      read = in.read(bytes, length, bytes.length - length);
    }
  }

  /** There is always room for one byte more, so that the end, or one too many, can be seen. */
  private void makeRoom() {
    if (length > limit) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE,
          "A request has at most "
              + limit
              + " bytes after decompression: send the events in several requests.");
    }
    if (length == bytes.length) {
      byte[] larger = memory.take(sender, (int) Math.min(2L * length, limit + 1L));
      System.arraycopy(bytes, 0, larger, 0, length);
      memory.give(sender, bytes);
      bytes = larger;
    }
  }

  @Override
  public void close() {
    memory.give(sender, bytes);
  }
}
