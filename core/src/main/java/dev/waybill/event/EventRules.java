package dev.waybill.event;

import java.util.Optional;
import java.util.OptionalLong;

/** What docs/spec/event-v1.md demands of the fields that the service reads. */
final class EventRules {
  static final byte[] RESERVED_SOURCE = JsonText.quote("Waybill");

  private static final int MAX_ID_CHARACTERS = 128;
  private static final byte[] QUERY_SUFFIX = JsonText.ascii(":QueryAudit\"");

  private final Optional<EventKind> defaultKind;

  EventRules(Optional<EventKind> defaultKind) {
    this.defaultKind = defaultKind;
  }

  /** The kind an event states, or is sent as, or else the one its fields speak for. */
  EventKind kind(SentFields fields) throws BadEventException {
    if (fields.kind().isPresent()) {
      return fields.kind().get();
    }
    if (fields.has(EventField.EVENT_KIND)) {
      throw invalid(EventField.EVENT_KIND, "is not one of \"QUERY\", \"SYSTEM\" and \"CUSTOM\"");
    }
    if (defaultKind.isPresent()) {
      return defaultKind.get();
    }
    if (fields.has(EventField.EVENT_TYPE)) {
      return EventKind.CUSTOM;
    }
    if (!fields.has(EventField.EVENT_NAME)) {
      throw invalid(
          EventField.EVENT_KIND, "is missing, and neither eventType nor eventName tells the kind");
    }
    return isQueryAudit(fields) ? EventKind.QUERY : EventKind.SYSTEM;
  }

  /** Refuses values that the kind does not allow. */
  void check(SentFields fields, EventKind kind) throws BadEventException {
    checkId(fields);
    requireText(fields, EventField.EVENT_VERSION);
    requireText(fields, EventField.EVENT_SOURCE);
    requireText(fields, EventField.EVENT_NAME);
    switch (kind) {
      case QUERY -> requireObject(fields, EventField.EVENT_DETAILS);
      case SYSTEM -> requirePresent(fields, EventField.EVENT_NAME, "SYSTEM");
      case CUSTOM -> {
        requirePresent(fields, EventField.EVENT_TYPE, "CUSTOM");
        requireText(fields, EventField.EVENT_TYPE);
      }
    }
  }

  /** The time a field states; empty if it is absent. */
  OptionalLong time(SentFields fields, EventField field, LineBuffer buffer)
      throws BadEventException {
    if (!fields.has(field)) {
      return OptionalLong.empty();
    }
    int start = fields.start(field);
    int end = fields.end(field);
    OptionalLong time =
        fields.isString(field)
            ? EventTime.ofRfc3339(buffer.bytes(), start + 1, end - 1)
            : EventTime.ofNumber(buffer.bytes(), start, end);
    if (time.isEmpty()) {
      throw invalid(
          field,
          "is neither a whole number of milliseconds since the epoch nor a time such as"
              + " \"2026-11-20T14:00:00Z\"");
    }
    return time;
  }

  private static void checkId(SentFields fields) throws BadEventException {
    EventField id = EventField.EVENT_ID;
    if (!fields.has(id)) {
      return;
    }
    requireText(fields, id);
    // Only a longer text can have more characters: none takes less than a byte.
    if (fields.end(id) - fields.start(id) - 2 > MAX_ID_CHARACTERS) {
      String text = fields.text(id);
      if (text.codePointCount(0, text.length()) > MAX_ID_CHARACTERS) {
        throw invalid(id, "is longer than " + MAX_ID_CHARACTERS + " characters");
      }
    }
  }

  private static boolean isQueryAudit(SentFields fields) {
    return fields.isString(EventField.EVENT_NAME)
        && fields.endsWith(EventField.EVENT_NAME, QUERY_SUFFIX);
  }

  private static void requirePresent(SentFields fields, EventField field, String kind)
      throws BadEventException {
    if (!fields.has(field)) {
      throw invalid(field, "is missing: an event of kind " + kind + " needs it");
    }
  }

  private static void requireText(SentFields fields, EventField field) throws BadEventException {
    if (fields.has(field) && (!fields.isString(field) || fields.isEmptyString(field))) {
      throw invalid(field, "is not a string of at least one character");
    }
  }

  private static void requireObject(SentFields fields, EventField field) throws BadEventException {
    if (fields.has(field) && fields.first(field) != '{') {
      throw invalid(field, "of an event of kind QUERY is not an object");
    }
  }

  private static BadEventException invalid(EventField field, String what) {
    return new BadEventException(RejectionCode.INVALID_EVENT, field.key() + " " + what + ".");
  }
}
