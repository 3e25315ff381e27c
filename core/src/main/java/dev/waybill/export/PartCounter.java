package dev.waybill.export;

import java.util.function.Consumer;

/**
 * Divides the events of one partition, in the log's order, into parts: a part ends before the event
 * that would take it over the limit. One event is never divided.
 */
final class PartCounter {
  private final long partition;
  private final long partBytes;
  private final ObjectNames names;
  private final Consumer<PlannedPart> parts;
  private int number;
  private long events;
  private long bytes;
  private long first;
  private long last;

  PartCounter(long partition, long partBytes, ObjectNames names, Consumer<PlannedPart> parts) {
    this.partition = partition;
    this.partBytes = partBytes;
    this.names = names;
    this.parts = parts;
  }

  void add(int length, long position) {
    if (events > 0 && bytes + length > partBytes) {
      endPart();
    }
    if (events == 0) {
      first = position;
    }
    events++;
    bytes += length;
    last = position;
  }

  void endPart() {
    number++;
    parts.accept(
        new PlannedPart(names.key(partition, number), partition, events, bytes, first, last));
    events = 0;
    bytes = 0;
  }
}
