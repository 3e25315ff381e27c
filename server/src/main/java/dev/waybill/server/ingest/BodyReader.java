package dev.waybill.server.ingest;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** Reads request bodies whole and decompressed. */
final class BodyReader {
  private final BodyMemory memory;
  private final int limit;

  /**
   * Reads into that memory.
   *
   * @param limit bytes a body may have, before and after decompression
   */
  BodyReader(BodyMemory memory, int limit) {
    this.memory = requireNonNull(memory, "memory is null");
    this.limit = limit;
  }

  /**
   * Reads the body of a request.
   *
   * @throws ProblemException if it is too large, broken, or there is no memory for it
   */
  Body read(HttpServletRequest request) {
    BodyEncoding encoding = BodyEncoding.of(request.getHeader("Content-Encoding"));
    long announced = request.getContentLengthLong();
    if (announced > limit) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE,
          "A request has at most " + limit + " bytes: send the events in several requests.");
    }
    Body sent = new Body(memory, limit, announced < 0 ? Body.unknownLength() : (int) announced);
    if (encoding == BodyEncoding.NONE) {
      return fill(sent, request::getInputStream);
    }
    try (Body compressed = fill(sent, request::getInputStream)) {
      Body plain = new Body(memory, limit, Body.unknownLength());
      return fill(plain, () -> encoding.decode(compressed.bytes(), compressed.length()));
    }
  }

  /** Where bytes come from. */
  @FunctionalInterface
  private interface Source {
    InputStream open() throws IOException;
  }

  private static Body fill(Body body, Source source) {
    try (InputStream in = source.open()) {
      body.readAll(in);
      return body;
    } catch (IOException e) {
      body.close();
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
