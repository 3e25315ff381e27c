package dev.waybill.server.ingest;

import dev.waybill.event.ActiveTenants;
import dev.waybill.event.BodyFormat;
import dev.waybill.event.EventContext;
import dev.waybill.event.EventKind;
import dev.waybill.event.TenantChoice;
import dev.waybill.fault.InvalidInput;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request says besides its body. */
record IngestRequest(BodyFormat format, ConflictPolicy onConflict, EventContext context) {
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("([^; ]*) *(?:; *charset=\"?utf-?8\"? *)?;?");
  private static final int LONGEST_KEY = 255;

  static IngestRequest of(HttpServletRequest request, ActiveTenants tenants, Supplier<UUID> ids) {
    BodyFormat format = format(request.getContentType());
    Caller caller = Caller.of(request);
    ApiKey key = caller.requireKey();
    return new IngestRequest(
        format,
        onConflict(request.getParameter("onInvalid")),
        new EventContext(
            key.name(),
            key.id(),
            tenant(key, request, tenants),
            kind(request.getParameter("kind")),
            idempotencyKey(request.getHeader("Idempotency-Key")),
            ids));
  }

  private static BodyFormat format(@Nullable String contentType) {
    String type = (contentType == null ? "" : contentType).toLowerCase(Locale.ROOT);
    Matcher form = CONTENT_TYPE.matcher(type);
    if (!form.matches()) {
      throw unsupported("The events must be UTF-8, without other parameters of the Content-Type.");
    }
    return switch (form.group(1)) {
      case "application/x-ndjson" -> BodyFormat.NDJSON;
      case "application/json" -> BodyFormat.JSON;
      default ->
          throw unsupported(
              "Send events with the Content-Type application/x-ndjson or application/json.");
    };
  }

  private static ProblemException unsupported(String detail) {
    return new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, detail);
  }

  private static ConflictPolicy onConflict(@Nullable String onInvalid) {
    if (onInvalid == null) {
      return ConflictPolicy.REJECT_EVENT;
    }
    if (onInvalid.equals("fail")) {
      return ConflictPolicy.REJECT_BATCH;
    }
    throw new InvalidInput(
        "onInvalid", "onInvalid is 'fail', or absent to reject bad events alone.");
  }

  private static Optional<EventKind> kind(@Nullable String kind) {
    if (kind == null) {
      return Optional.empty();
    }
    for (EventKind known : EventKind.values()) {
      if (known.name().equals(kind)) {
        return Optional.of(known);
      }
    }
    throw new InvalidInput("kind", "kind is one of QUERY, SYSTEM and CUSTOM.");
  }

  private static Optional<String> idempotencyKey(@Nullable String key) {
    boolean wrong =
        key != null
            && (key.isEmpty()
                || key.length() > LONGEST_KEY
                || key.chars().anyMatch(c -> c < ' ' || c > '~'));
    if (wrong) {
      throw new InvalidInput(
          "Idempotency-Key", "An Idempotency-Key has 1 to 255 printable ASCII characters.");
    }
    return Optional.ofNullable(key);
  }

  private static TenantChoice tenant(
      ApiKey key, HttpServletRequest request, ActiveTenants tenants) {
    Optional<TenantId> own = key.tenant();
    if (own.isPresent()) {
      return own(own.get(), tenants);
    }
    String named = request.getHeader(Caller.TENANT_HEADER);
    return named == null
        ? new TenantChoice.OfEachEvent(tenants)
        : TenantChoice.named(named, tenants);
  }

  private static TenantChoice own(TenantId tenant, ActiveTenants tenants) {
    TenantChoice choice = TenantChoice.named(tenant.value(), tenants);
    if (choice instanceof TenantChoice.AuditingOff) {
      throw new ProblemException(
          ProblemCode.AUDITING_OFF,
          "Auditing is switched off for this tenant: nothing was taken. Ask the operator to switch"
              + " it on.");
    }
    return choice;
  }
}
