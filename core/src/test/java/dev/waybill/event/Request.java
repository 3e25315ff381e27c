package dev.waybill.event;

import dev.waybill.event.ReadOutcome.ParsedBody;
import dev.waybill.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sends bodies to a reader as one API key would. */
record Request(EventContext context, EventLimits limits) {
  static final TenantId ACME = new TenantId("acme");
  static final TenantId GLOBEX = new TenantId("globex");
  static final UUID KEY_ID = UUID.fromString("5ae21e47-0b1c-4a25-9d52-6f2c31c6a0c5");
  static final UUID RANDOM_ID = UUID.fromString("0d9f8a6e-3c1b-4f7a-8e2d-5b6c7d8e9fa0");
  static final long RECEIVED = 1_795_179_600_123L;

  private static final ActiveTenants TENANTS =
      name -> List.of(ACME, GLOBEX).stream().filter(id -> id.value().equals(name)).findAny();

  static Request ofTenantKey() {
    return ofTenant(new TenantChoice.OfRequest(ACME));
  }

  static Request ofPlatformKey() {
    return ofTenant(new TenantChoice.OfEachEvent(TENANTS));
  }

  static Request ofPlatformKeyNaming(String tenant) {
    return ofTenant(TenantChoice.named(tenant, TENANTS));
  }

  static Request ofTenant(TenantChoice choice) {
    return new Request(
        new EventContext(
            "orders", KEY_ID, choice, Optional.empty(), Optional.empty(), () -> RANDOM_ID),
        EventLimits.DEFAULT);
  }

  Request withKeyName(String name) {
    return new Request(
        new EventContext(
            name, KEY_ID, context.tenant(), context.defaultKind(), Optional.empty(), context.ids()),
        limits);
  }

  Request withKind(EventKind kind) {
    return new Request(
        new EventContext(
            context.keyName(),
            KEY_ID,
            context.tenant(),
            Optional.of(kind),
            context.idempotencyKey(),
            context.ids()),
        limits);
  }

  Request withIdempotencyKey(String key) {
    return new Request(
        new EventContext(
            context.keyName(),
            KEY_ID,
            context.tenant(),
            context.defaultKind(),
            Optional.of(key),
            context.ids()),
        limits);
  }

  Request withLimits(int events, int bytes, int depth) {
    return new Request(context, new EventLimits(events, bytes, depth));
  }

  ReadOutcome send(BodyFormat format, byte[] body) {
    return new EventReader(limits).read(body, body.length, format, context);
  }

  ReadOutcome send(BodyFormat format, String body) {
    return send(format, body.getBytes(StandardCharsets.UTF_8));
  }

  /** What is stored and rejected of a body that can be read. */
  ParsedBody parse(BodyFormat format, String body) {
    return switch (send(format, body)) {
      case ParsedBody parsed -> parsed;
      case ReadOutcome other -> throw new AssertionError("not parsed: " + other);
    };
  }

  ParsedBody parse(String lines) {
    return parse(BodyFormat.NDJSON, lines);
  }

  /** The one event of a body that must be taken. */
  EventLine event(String json) {
    return onlyEvent(parse(json));
  }

  /** The line as it is stored after a receipt at {@link #RECEIVED}. */
  String stored(String json) {
    ParsedBody parsed = parse(json);
    onlyEvent(parsed);
    return stored(parsed).getFirst();
  }

  /** Why the one event of a body is rejected. */
  Rejection rejection(String json) {
    return rejection(json.getBytes(StandardCharsets.UTF_8));
  }

  Rejection rejection(byte[] json) {
    if (send(BodyFormat.NDJSON, json)
            instanceof ParsedBody(EventBatch batch, List<Rejection> rejections)
        && batch.lines().isEmpty()
        && rejections.size() == 1) {
      return rejections.getFirst();
    }
    throw new AssertionError("not rejected: " + new String(json, StandardCharsets.UTF_8));
  }

  static List<String> stored(ParsedBody parsed) {
    EventBatch batch = parsed.batch();
    batch.stamp(RECEIVED);
    String text = new String(batch.bytes(), 0, batch.length(), StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      EventLine line = batch.lines().get(i);
      String slice = new String(batch.bytes(), line.start(), line.length(), StandardCharsets.UTF_8);
      if (!slice.equals(lines.get(i))) {
        throw new AssertionError("start and length do not match the line: " + slice);
      }
    }
    return lines;
  }

  private static EventLine onlyEvent(ParsedBody parsed) {
    if (parsed.batch().lines().size() != 1 || !parsed.rejections().isEmpty()) {
      throw new AssertionError("not exactly one event: " + parsed.rejections());
    }
    return parsed.batch().lines().getFirst();
  }
}
