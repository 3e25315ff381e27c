package dev.waybill.event;

import dev.waybill.event.ReadOutcome.ParsedBody;
import dev.waybill.event.ReadOutcome.TooManyEvents;
import dev.waybill.event.ReadOutcome.UnreadableBody;
import java.util.ArrayList;
import java.util.List;

/** Reads one request body. Used once. */
final class BodyReader {
  private static final int NOT_READ = -1;

  private final byte[] body;
  private final int length;
  private final EventLimits limits;
  private final LineBuffer buffer;
  private final JsonScanner scanner;
  private final EventFinisher finisher;
  private final List<Rejection> rejections = new ArrayList<>();

  BodyReader(byte[] body, int length, EventLimits limits, EventContext context) {
    this.body = body;
    this.length = length;
    this.limits = limits;
    this.buffer = new LineBuffer(length + (length >> 3) + 512); // complete events grow by 5 %
    SentFields fields = new SentFields(buffer);
    this.scanner = new JsonScanner(body, limits.maxDepth(), buffer, fields);
    this.finisher = new EventFinisher(buffer, fields, context);
  }

  ReadOutcome readLines() {
    int events = 0;
    int line = 0;
    for (int start = 0; start < length; ) {
      int end = Words.indexOf((byte) '\n', body, start, length);
      line++;
      int from = JsonScanner.skipSpace(body, start, end);
      if (from < end) {
        if (++events > limits.maxEvents()) {
          return new TooManyEvents(limits.maxEvents());
        }
        readLine(line, from, end);
      }
      start = end + 1;
    }
    return parsed();
  }

  private void readLine(int line, int from, int end) {
    int eventStart = buffer.length();
    try {
      requireSize(end - from);
      int after = JsonScanner.skipSpace(body, scanner.scan(from, end), end);
      if (after != end) {
        throw new BadEventException(
            RejectionCode.INVALID_JSON, "Not valid JSON: the line goes on after the event.");
      }
      finisher.finish(line, eventStart);
    } catch (BadEventException e) {
      reject(e, line, eventStart);
    }
  }

  ReadOutcome readJson() {
    int start = skipSpace(0);
    if (start < length && body[start] == '[') {
      return readArray(skipSpace(start + 1));
    }
    if (start == length || body[start] != '{') {
      return new UnreadableBody(
          "The body is neither a JSON object nor an array of them, in UTF-8 without a byte order"
              + " mark.");
    }
    return readElement(1, start) == length
        ? parsed()
        : new UnreadableBody(
            "The body is not one JSON object: send several as an array, or one a line as"
                + " application/x-ndjson.");
  }

  private ReadOutcome readArray(int first) {
    int at = first;
    if (at < length && body[at] == ']') {
      return readEnd(at);
    }
    for (int element = 1; ; element++) {
      if (element > limits.maxEvents()) {
        return new TooManyEvents(limits.maxEvents());
      }
      at = readElement(element, at);
      if (at == NOT_READ || at == length) {
        return new UnreadableBody(
            "The array cannot be followed from its element " + element + " on.");
      }
      if (body[at] == ']') {
        return readEnd(at);
      }
      at = skipSpace(at + 1);
    }
  }

  private ReadOutcome readEnd(int bracket) {
    return skipSpace(bracket + 1) == length
        ? parsed()
        : new UnreadableBody("The body goes on after the array.");
  }

  /**
   * Takes or rejects the element that starts there.
   *
   * @return where the comma or bracket after it stands, or the body's end, or {@link #NOT_READ}
   */
  private int readElement(int element, int from) {
    int eventStart = buffer.length();
    try {
      int after = skipSpace(scan(from));
      if (after < length && body[after] != ',' && body[after] != ']') {
        return NOT_READ;
      }
      finisher.finish(element, eventStart);
      return after;
    } catch (BadEventException e) {
      reject(e, element, eventStart);
      int after = ElementSkipper.skip(body, from, length);
      return after == ElementSkipper.LOST ? NOT_READ : after;
    }
  }

  private int scan(int from) throws BadEventException {
    int limit = (int) Math.min(length, (long) from + limits.maxEventBytes());
    try {
      return scanner.scan(from, limit);
    } catch (BadEventException e) {
      int end = ElementSkipper.skip(body, from, length);
      requireSize(end - from);
      throw e;
    }
  }

  private void requireSize(int bytes) throws BadEventException {
    if (bytes > limits.maxEventBytes()) {
      throw new BadEventException(
          RejectionCode.EVENT_TOO_LARGE,
          "The event has " + bytes + " bytes; at most " + limits.maxEventBytes() + " are taken.");
    }
  }

  private void reject(BadEventException e, int line, int eventStart) {
    buffer.length(eventStart);
    rejections.add(e.at(line));
  }

  private ReadOutcome parsed() {
    return new ParsedBody(finisher.batch(), rejections);
  }

  private int skipSpace(int from) {
    return JsonScanner.skipSpace(body, from, length);
  }
}
