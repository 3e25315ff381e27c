package dev.waybill.server.ingest;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.limits.Pace;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** Reads request bodies whole and decompressed. */
final class BodyReader {
  private final BodyMemory memory;
  private final int limit;
  private final TimeSource time;

  /**
   * Reads into that memory.
   *
   * @param limit bytes a body may have, before and after decompression
   */
  BodyReader(BodyMemory memory, int limit, TimeSource time) {
    this.time = requireNonNull(time, "time is null");
    this.memory = requireNonNull(memory, "memory is null");
    this.limit = limit;
  }

  /**
   * Reads the body of a request.
   *
   * @param sender whose share of the memory it takes from
   * @throws ProblemException if it is too large, broken, or there is no memory for it
   */
  Body read(HttpServletRequest request, String sender) {
    BodyEncoding encoding = BodyEncoding.of(request.getHeader("Content-Encoding"));
    long announced = request.getContentLengthLong();
    if (announced > limit) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE,
          "A request has at most " + limit + " bytes: send the events in several requests.");
    }
    Body sent = fill(new Body(memory, sender, limit, announced), request::getInputStream);
    if (encoding == BodyEncoding.NONE) {
      return sent;
    }
    try (Body compressed = sent) {
      Body plain = new Body(memory, sender, limit, Body.unknownLength());
      return fill(plain, () -> encoding.decode(compressed.bytes(), compressed.length()));
    }
  }

  /** Where bytes come from. */
  @FunctionalInterface
  private interface Source {
    InputStream open() throws IOException;
  }

  private Body fill(Body body, Source source) {
    try (InputStream in = source.open()) {
      body.readAll(in, Pace.start(time));
      return body;
    } catch (IOException e) {
      body.close();
      if (Pace.wasSilence(e)) {
        throw Pace.tooSlow();
      }
      throw new ProblemException(
          ProblemCode.UNREADABLE_BODY,
          "The body cannot be read as its Content-Encoding and Content-Length say; nothing was"
              + " taken.");
    } catch (RuntimeException | Error e) {
      body.close();
      throw e;
    }
  }
}
