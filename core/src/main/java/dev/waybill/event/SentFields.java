package dev.waybill.event;

import java.util.Arrays;
import java.util.Optional;

/** Where in a buffer the values of one event's fields stand. */
final class SentFields {
  private static final EventKind[] KINDS = EventKind.values();

  private final LineBuffer buffer;
  private final int[] starts = new int[EventField.values().length];
  private final int[] ends = new int[starts.length];
  private Optional<EventKind> kind = Optional.empty();

  SentFields(LineBuffer buffer) {
    this.buffer = buffer;
  }

  void clear() {
    Arrays.fill(ends, 0);
    kind = Optional.empty();
  }

  /** Takes down a value; {@code bytes} are the buffer's, with the value in them. */
  void found(EventField field, byte[] bytes, int start, int end) {
    starts[field.slot()] = start;
    ends[field.slot()] = end;
    if (field == EventField.EVENT_KIND) {
      kind = kindAt(bytes, start, end);
    }
  }

  boolean has(EventField field) {
    return ends[field.slot()] != 0;
  }

  int start(EventField field) {
    return starts[field.slot()];
  }

  int end(EventField field) {
    return ends[field.slot()];
  }

  /** The first byte of a value, which tells its type. */
  byte first(EventField field) {
    return buffer.bytes()[start(field)];
  }

  boolean isString(EventField field) {
    return first(field) == '"';
  }

  boolean isEmptyString(EventField field) {
    return end(field) - start(field) == 2;
  }

  /** Whether the value's text ends so; of a string, its closing quote included. */
  boolean endsWith(EventField field, byte[] ending) {
    int from = end(field) - ending.length;
    return from >= start(field)
        && Arrays.equals(buffer.bytes(), from, end(field), ending, 0, ending.length);
  }

  /** The characters of a string. */
  String text(EventField field) {
    return JsonText.decode(buffer.bytes(), start(field) + 1, end(field) - 1);
  }

  boolean isText(EventField field, byte[] quoted) {
    return Arrays.equals(buffer.bytes(), start(field), end(field), quoted, 0, quoted.length);
  }

  /** What {@code eventKind} says; empty if it is absent, or no kind. */
  Optional<EventKind> kind() {
    return kind;
  }

  /** Puts another value in the place of a field's. */
  void replace(EventField field, byte[] value) {
    int at = start(field);
    int growth = value.length - (end(field) - at);
    buffer.replace(at, end(field), value);
    ends[field.slot()] += growth;
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] > at && ends[i] != 0) {
        starts[i] += growth;
        ends[i] += growth;
      }
    }
  }

  private static Optional<EventKind> kindAt(byte[] bytes, int start, int end) {
    for (EventKind candidate : KINDS) {
      byte[] name = KindText.of(candidate).quoted();
      if (Arrays.equals(bytes, start, end, name, 0, name.length)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
