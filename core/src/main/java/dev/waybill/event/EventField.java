package dev.waybill.event;

import java.util.Arrays;

/** The fields of an event that the service reads; all others it only copies. */
enum EventField {
  EVENT_KIND("eventKind"),
  EVENT_ID("eventID"),
  EVENT_TIME("eventTime"),
  EVENT_TIME_SUPPLIED("eventTimeSupplied"),
  EVENT_VERSION("eventVersion"),
  EVENT_SOURCE("eventSource"),
  EVENT_NAME("eventName"),
  USER_IDENTITY("userIdentity"),
  EVENT_TYPE("eventType"),
  EVENT_DETAILS("eventDetails"),
  CATEGORY("category"),
  CLIENT_ID("clientID"),
  RECEIVED_TIME("receivedTime"),
  /** Any other field. */
  OTHER("");

  private static final EventField[][] BY_LENGTH = byLength();

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // bytes, because it is compared with bytes; not changed
  private final byte[] bytes;

  @SuppressWarnings("ImmutableEnumChecker") // the same
  private final byte[] prefix;

  EventField(String key) {
    this.key = key;
    this.bytes = JsonText.ascii(key);
    this.prefix = JsonText.ascii(",\"" + key + "\":");
  }

  String key() {
    return key;
  }

  /** Its place in arrays that hold something for each field. */
  @SuppressWarnings("EnumOrdinal") // such arrays live as long as a request: order means nothing
  int slot() {
    return ordinal();
  }

  /** What stands before its value, unless it is the first of an event. */
  byte[] prefix() {
    return prefix;
  }

  /** A sent one is dropped where it stands: the service writes it at the end of the line. */
  boolean comesLast() {
    return this == EVENT_KIND || this == RECEIVED_TIME;
  }

  /** The field whose key stands there, without the quotes. */
  static EventField of(byte[] text, int start, int end) {
    int length = end - start;
    if (length < BY_LENGTH.length) {
      for (EventField field : BY_LENGTH[length]) {
        if (Arrays.equals(field.bytes, 0, length, text, start, end)) {
          return field;
        }
      }
    }
    return OTHER;
  }

  private static EventField[][] byLength() {
    int longest = EVENT_TIME_SUPPLIED.bytes.length;
    EventField[][] fields = new EventField[longest + 1][];
    for (int length = 0; length <= longest; length++) {
      int wanted = length;
      fields[length] =
          Arrays.stream(values())
              .filter(field -> field != OTHER && field.bytes.length == wanted)
              .toArray(EventField[]::new);
    }
    return fields;
  }
}
