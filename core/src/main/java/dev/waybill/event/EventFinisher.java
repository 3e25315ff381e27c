package dev.waybill.event;

import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Makes a scanned event the line that is stored: digests it as it was sent, gives the fields that
 * the service understands their exported form, and adds what is missing.
 */
final class EventFinisher {
  private static final byte[] UNSTAMPED = JsonText.ascii("0".repeat(EventBatch.STAMP_DIGITS));
  private static final byte[] DEFAULT_VERSION = JsonText.quote("1.0.0");

  private final LineBuffer buffer;
  private final SentFields fields;
  private final EventRules rules;
  private final EventTenants tenants;
  private final EventIds ids;
  private final Hash hash = new Hash();
  private final byte[] keyName;
  private final byte[] identity;
  private final boolean own;
  private final List<EventLine> lines = new ArrayList<>();
  private int[] stamps = new int[64];
  private int stampCount;

  EventFinisher(LineBuffer buffer, SentFields fields, EventContext context) {
    this.buffer = buffer;
    this.fields = fields;
    this.rules = new EventRules(context.defaultKind());
    this.tenants = new EventTenants(context.tenant());
    this.ids = new EventIds(context.idempotencyKey(), context.ids(), hash);
    this.keyName = JsonText.quote(context.keyName());
    this.identity = JsonText.ascii("{\"type\":\"ApiKey\",\"id\":\"" + context.keyId() + "\"}");
    this.own = context.own();
  }

  /**
   * Finishes the event whose fields have just been taken down and whose text ends the buffer.
   *
   * @param start where in the buffer the text starts
   * @throws BadEventException if it is to be rejected; the buffer's end is then to be cut back
   */
  void finish(int line, int start) throws BadEventException {
    EventKind kind = rules.kind(fields);
    rules.check(fields, kind);
    requireFreeSource();
    TenantId tenant = tenants.of(fields);
    OptionalLong supplied = rules.time(fields, EventField.EVENT_TIME_SUPPLIED, buffer);
    OptionalLong sentTime = rules.time(fields, EventField.EVENT_TIME, buffer);
    OptionalLong time = sentTime.isPresent() ? sentTime : supplied;
    String category = category();
    Digest content = digestAsSent(kind, start);

    export(kind, time);
    buffer.length(buffer.length() - 1); // the closing brace comes back with the ending
    boolean generated = !fields.has(EventField.EVENT_ID);
    Digest id = generated ? addId(kind, tenant, line, start) : sentId();
    addTimes(kind, time);
    addOrigin(kind);
    if (!fields.has(EventField.CLIENT_ID)) {
      add(EventField.CLIENT_ID, JsonText.quote(tenant.value()));
    }
    byte[] ending = KindText.of(kind).ending();
    stamp(buffer.length() + KindText.STAMP);
    buffer.append(ending);

    lines.add(
        new EventLine(
            tenant,
            line,
            kind,
            time.orElse(EventLine.TIME_OF_RECEIPT),
            category,
            start,
            buffer.length() - 1 - start,
            id,
            content,
            generated && ids.areNew()));
  }

  EventBatch batch() {
    return new EventBatch(buffer.bytes(), lines, Arrays.copyOf(stamps, stampCount));
  }

  private void requireFreeSource() throws BadEventException {
    boolean reserved =
        fields.has(EventField.EVENT_SOURCE)
            ? fields.isText(EventField.EVENT_SOURCE, EventRules.RESERVED_SOURCE)
            : Arrays.equals(keyName, EventRules.RESERVED_SOURCE);
    if (reserved && !own) {
      throw new BadEventException(
          RejectionCode.RESERVED_SOURCE,
          "eventSource 'Waybill' is reserved for the service's own events: send another one.");
    }
  }

  private String category() {
    boolean named = fields.has(EventField.CATEGORY) && fields.isString(EventField.CATEGORY);
    return named ? fields.text(EventField.CATEGORY) : "";
  }

  /** The digest of the event's text, which ends the buffer, followed by its kind. */
  private Digest digestAsSent(EventKind kind, int start) {
    int end = buffer.length();
    buffer.append(KindText.of(kind).name());
    Digest digest = hash.of(buffer.bytes(), start, buffer.length());
    buffer.length(end);
    return digest;
  }

  /** Gives sent values the form in which they are exported. */
  private void export(EventKind kind, OptionalLong time) {
    if (fields.has(EventField.EVENT_TIME) && fields.isString(EventField.EVENT_TIME)) {
      fields.replace(EventField.EVENT_TIME, JsonText.ascii(Long.toString(time.orElseThrow())));
    }
    EventField details = EventField.EVENT_DETAILS;
    if (kind == EventKind.CUSTOM && fields.has(details) && !fields.isString(details)) {
      fields.replace(
          details, JsonText.quoteText(buffer.bytes(), fields.start(details), fields.end(details)));
    }
  }

  private Digest sentId() {
    int start = fields.start(EventField.EVENT_ID) + 1;
    int end = fields.end(EventField.EVENT_ID) - 1;
    byte[] bytes = buffer.bytes();
    boolean escaped = Words.indexOf((byte) '\\', bytes, start, end) < end;
    return escaped ? hash.of(JsonText.decodeBytes(bytes, start, end)) : hash.of(bytes, start, end);
  }

  /** The first field that is added, so the only one that may come first of all. */
  private Digest addId(EventKind kind, TenantId tenant, int line, int start) {
    byte[] id = ids.make(kind, tenant, line);
    byte[] prefix = EventField.EVENT_ID.prefix();
    boolean first = buffer.length() - start == 1;
    buffer.append(prefix, first ? 1 : 0, prefix.length);
    buffer.append((byte) '"');
    buffer.append(id);
    buffer.append((byte) '"');
    return hash.of(id);
  }

  private void addTimes(EventKind kind, OptionalLong time) {
    if (!fields.has(EventField.EVENT_TIME)) {
      addTime(EventField.EVENT_TIME, time);
    }
    if (kind == EventKind.CUSTOM && !fields.has(EventField.EVENT_TIME_SUPPLIED)) {
      addTime(EventField.EVENT_TIME_SUPPLIED, time);
    }
  }

  private void addTime(EventField field, OptionalLong time) {
    if (time.isPresent()) {
      add(field, JsonText.ascii(Long.toString(time.getAsLong())));
    } else {
      add(field, UNSTAMPED);
      stamp(buffer.length() - EventBatch.STAMP_DIGITS);
    }
  }

  private void addOrigin(EventKind kind) {
    if (!fields.has(EventField.EVENT_VERSION)) {
      add(EventField.EVENT_VERSION, DEFAULT_VERSION);
    }
    if (!fields.has(EventField.EVENT_SOURCE)) {
      add(EventField.EVENT_SOURCE, keyName);
    }
    if (!fields.has(EventField.EVENT_NAME)) {
      addName(kind == EventKind.QUERY ? ":QueryAudit\"" : ":CustomAudit\"");
    }
    if (!fields.has(EventField.USER_IDENTITY)) {
      add(EventField.USER_IDENTITY, identity);
    }
  }

  private void addName(String suffix) {
    byte[] source = keyName;
    if (fields.has(EventField.EVENT_SOURCE)) {
      source =
          Arrays.copyOfRange(
              buffer.bytes(),
              fields.start(EventField.EVENT_SOURCE),
              fields.end(EventField.EVENT_SOURCE));
    }
    add(EventField.EVENT_NAME, Arrays.copyOf(source, source.length - 1));
    buffer.append(JsonText.ascii(suffix));
  }

  private void add(EventField field, byte[] value) {
    buffer.append(field.prefix());
    buffer.append(value);
  }

  private void stamp(int at) {
    if (stampCount == stamps.length) {
      stamps = Arrays.copyOf(stamps, 2 * stampCount);
    }
    stamps[stampCount++] = at;
  }
}
