package dev.waybill.event;

import static java.util.Objects.requireNonNull;

/**
 * Turns request bodies into the lines that the log stores and exports carry, as
 * docs/spec/event-v1.md defines them. Safe for use by many threads.
 */
public final class EventReader {
  private final EventLimits limits;

  public EventReader(EventLimits limits) {
    this.limits = requireNonNull(limits, "limits is null");
  }

  /**
   * Reads a body whole. A bad event is rejected alone and leaves nothing in the batch.
   *
   * @param body decompressed; not changed, and not needed any more when this returns
   * @param length how many bytes of it are the body
   */
  public ReadOutcome read(byte[] body, int length, BodyFormat format, EventContext context) {
    BodyReader reader = new BodyReader(body, length, limits, context);
    return switch (format) {
      case NDJSON -> reader.readLines();
      case JSON -> reader.readJson();
    };
  }
}
