package dev.waybill.event;

import dev.waybill.event.Json.Field;
import dev.waybill.event.Json.Num;
import dev.waybill.event.Json.Obj;
import dev.waybill.event.Json.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What docs/spec/event-v1.md says becomes of an event that a tenant's key sends, worked out in the
 * simplest way from what another parser reads.
 */
record SecondOpinion(Request request) {
  private static final String RECEIVED = Long.toString(Request.RECEIVED);

  /** What becomes of an event. */
  sealed interface Verdict {
    /** It is stored as this line. */
    record Taken(Obj line, EventKind kind, long eventTime, String category) implements Verdict {}

    /** It is rejected with one of these codes. */
    record Refused(Set<RejectionCode> codes) implements Verdict {}
  }

  /** Of a line, without white space before it. */
  Verdict ofLine(byte[] line) {
    if (line.length > request.limits().maxEventBytes()) {
      return new Verdict.Refused(EnumSet.of(RejectionCode.EVENT_TOO_LARGE));
    }
    return SecondParser.parse(line).map(this::of).orElseGet(() -> notJson(line));
  }

  /** A text may be found to be too deep before it is found to be no JSON. */
  private Verdict notJson(byte[] line) {
    Set<RejectionCode> codes = EnumSet.of(RejectionCode.INVALID_JSON);
    int openings = 0;
    for (byte b : line) {
      openings += b == '{' || b == '[' ? 1 : 0;
    }
    if (openings > request.limits().maxDepth()) {
      codes.add(RejectionCode.EVENT_TOO_LARGE);
    }
    return new Verdict.Refused(codes);
  }

  Verdict of(Json value) {
    if (!(value instanceof Obj event)) {
      return new Verdict.Refused(EnumSet.of(RejectionCode.INVALID_JSON));
    }
    Set<RejectionCode> codes = EnumSet.noneOf(RejectionCode.class);
    if (!event.isClear()) {
      codes.add(RejectionCode.INVALID_JSON);
    }
    if (event.depth() > request.limits().maxDepth()) {
      codes.add(RejectionCode.EVENT_TOO_LARGE);
    }
    if (!codes.isEmpty()) {
      return new Verdict.Refused(codes);
    }
    return kind(event)
        .map(kind -> of(event, kind))
        .orElseGet(() -> new Verdict.Refused(EnumSet.of(RejectionCode.INVALID_EVENT)));
  }

  private Verdict of(Obj event, EventKind kind) {
    Set<RejectionCode> codes = broken(event, kind);
    if (!codes.isEmpty()) {
      return new Verdict.Refused(codes);
    }
    OptionalLong sent = time(event, "eventTime");
    OptionalLong time = sent.isPresent() ? sent : time(event, "eventTimeSupplied");
    return new Verdict.Taken(
        line(event, kind, time), kind, time.orElse(Request.RECEIVED), category(event));
  }

  private Optional<EventKind> kind(Obj event) {
    Optional<Json> stated = event.field("eventKind");
    if (stated.isPresent()) {
      return EnumSet.allOf(EventKind.class).stream()
          .filter(kind -> stated.get().equals(new Text(kind.name())))
          .findAny();
    }
    Optional<Json> name = event.field("eventName");
    return request
        .context()
        .defaultKind()
        .or(() -> event.field("eventType").map(type -> EventKind.CUSTOM))
        .or(() -> name.map(SecondOpinion::kindByName));
  }

  private static EventKind kindByName(Json name) {
    return name instanceof Text(String value) && value.endsWith(":QueryAudit")
        ? EventKind.QUERY
        : EventKind.SYSTEM;
  }

  private static Set<RejectionCode> broken(Obj event, EventKind kind) {
    Set<RejectionCode> codes = EnumSet.noneOf(RejectionCode.class);
    boolean valid =
        isTextOrAbsent(event, "eventID")
            && isTextOrAbsent(event, "eventVersion")
            && isTextOrAbsent(event, "eventSource")
            && isTextOrAbsent(event, "eventName")
            && event.field("eventID").map(SecondOpinion::characters).orElse(1L) <= 128
            && event.field("clientID").map(Text.class::isInstance).orElse(true)
            && hasTimeOrNone(event, "eventTime")
            && hasTimeOrNone(event, "eventTimeSupplied")
            && switch (kind) {
              case QUERY -> event.field("eventDetails").map(Obj.class::isInstance).orElse(true);
              case SYSTEM -> event.field("eventName").isPresent();
              case CUSTOM ->
                  event.field("eventType").isPresent() && isTextOrAbsent(event, "eventType");
            };
    if (!valid) {
      codes.add(RejectionCode.INVALID_EVENT);
    }
    if (event.field("eventSource").equals(Optional.of(new Text("Waybill")))) {
      codes.add(RejectionCode.RESERVED_SOURCE);
    }
    if (event.field("clientID").map(id -> !id.equals(new Text("acme"))).orElse(false)) {
      codes.add(RejectionCode.TENANT_MISMATCH);
    }
    return codes;
  }

  private static Obj line(Obj event, EventKind kind, OptionalLong time) {
    List<Field> fields = new ArrayList<>();
    for (Field field : event.fields()) {
      switch (field.key()) {
        case "eventKind", "receivedTime" -> {}
        case "eventTime" -> fields.add(number(field, time));
        case "eventDetails" -> fields.add(kind == EventKind.CUSTOM ? text(field) : field);
        default -> fields.add(field);
      }
    }
    String millis = time.isPresent() ? Long.toString(time.getAsLong()) : RECEIVED;
    complete(fields, "eventID", new Text(id(kind)));
    complete(fields, "eventTime", new Num(millis));
    if (kind == EventKind.CUSTOM) {
      complete(fields, "eventTimeSupplied", new Num(millis));
    }
    complete(fields, "eventVersion", new Text("1.0.0"));
    complete(fields, "eventSource", new Text("orders"));
    String source = new Obj(fields).field("eventSource").map(SecondOpinion::value).orElseThrow();
    complete(
        fields,
        "eventName",
        new Text(source + (kind == EventKind.QUERY ? ":QueryAudit" : ":CustomAudit")));
    complete(
        fields,
        "userIdentity",
        new Obj(
            List.of(
                new Field("type", new Text("ApiKey")),
                new Field("id", new Text(Request.KEY_ID.toString())))));
    complete(fields, "clientID", new Text("acme"));
    fields.add(new Field("receivedTime", new Num(RECEIVED)));
    fields.add(new Field("eventKind", new Text(kind.name())));
    return new Obj(fields);
  }

  private static void complete(List<Field> fields, String key, Json value) {
    if (fields.stream().noneMatch(field -> field.key().equals(key))) {
      fields.add(new Field(key, value));
    }
  }

  /** A number keeps its text. */
  private static Field number(Field field, OptionalLong time) {
    return field.value() instanceof Num
        ? field
        : new Field(field.key(), new Num(Long.toString(time.orElseThrow())));
  }

  private static Field text(Field field) {
    return field.value() instanceof Text
        ? field
        : new Field(field.key(), new Text(field.value().text()));
  }

  private static String id(EventKind kind) {
    String uuid = Request.RANDOM_ID.toString();
    return switch (kind) {
      case QUERY -> "QUERY-AUDIT-" + uuid.toUpperCase(Locale.ROOT);
      case CUSTOM -> "custom-audit-" + uuid;
      case SYSTEM -> uuid;
    };
  }

  private static String category(Obj event) {
    return event.field("category").map(SecondOpinion::value).orElse("");
  }

  private static boolean isTextOrAbsent(Obj event, String key) {
    return event.field(key).map(value -> !value(value).isEmpty()).orElse(true);
  }

  private static boolean hasTimeOrNone(Obj event, String key) {
    return event.field(key).isEmpty() || time(event, key).isPresent();
  }

  private static OptionalLong time(Obj event, String key) {
    return event
        .field(key)
        .map(
            value ->
                switch (value) {
                  case Num(String text) -> SecondClock.ofNumber(text);
                  case Text(String text) -> SecondClock.ofRfc3339(text);
                  case Obj _, Json.Arr _, Json.Word _ -> OptionalLong.empty();
                })
        .orElse(OptionalLong.empty());
  }

  private static String value(Json value) {
    return value instanceof Text(String text) ? text : "";
  }

  private static long characters(Json value) {
    return value(value).codePoints().count();
  }
}
