package dev.waybill.cli.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The lines of one request. */
final class Batch {
  static final int MAX_LINES = 1_000;
  static final int MAX_BYTES = 4 << 20;

  private final long firstLine;
  private final byte[] body;

  private Batch(long firstLine, byte[] body) {
    this.firstLine = firstLine;
    this.body = body;
  }

  /** Where in the file they start, from 1. */
  long firstLine() {
    return firstLine;
  }

  byte[] body() {
    return body;
  }

  /**
   * The same lines at the same place of a file have the same key, so that sending a file again
   * yields duplicates only, also of events without an id.
   */
  String idempotencyKey() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(Long.toString(firstLine).getBytes(StandardCharsets.US_ASCII));
      sha256.update((byte) '\n');
      return HexFormat.of().formatHex(sha256.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Collects lines until the batch is full. */
  static final class Builder {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long firstLine = 1;
    private int lines;

    boolean hasRoomFor(byte[] line) {
      return lines == 0 || (lines < MAX_LINES && body.size() + line.length < MAX_BYTES);
    }

    void add(byte[] line) {
      body.writeBytes(line);
      body.write('\n');
      lines++;
    }

    boolean isEmpty() {
      return lines == 0;
    }

    /** Returns what was collected and starts anew. */
    Batch take() {
      var batch = new Batch(firstLine, body.toByteArray());
      firstLine += lines;
      lines = 0;
      body.reset();
      return batch;
    }
  }
}
