package dev.waybill.event;

import dev.waybill.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds each event's tenant. */
final class EventTenants {
  private final TenantChoice choice;
  private final Map<String, Optional<TenantId>> asked = new HashMap<>();
  private final byte[] quoted;

  EventTenants(TenantChoice choice) {
    this.choice = choice;
    this.quoted =
        choice instanceof TenantChoice.OfRequest(TenantId tenant)
            ? JsonText.quote(tenant.value())
            : new byte[0];
  }

  TenantId of(SentFields fields) throws BadEventException {
    if (fields.has(EventField.CLIENT_ID) && !fields.isString(EventField.CLIENT_ID)) {
      throw new BadEventException(
          RejectionCode.INVALID_EVENT, "clientID is not a string: send the tenant's id.");
    }
    return switch (choice) {
      case TenantChoice.OfRequest(TenantId tenant) -> ofRequest(tenant, fields);
      case TenantChoice.OfEachEvent(ActiveTenants tenants) -> ofEvent(tenants, fields);
      case TenantChoice.AuditingOff _ -> throw auditingIsOff();
      case TenantChoice.Unknown _ ->
          throw new BadEventException(
              RejectionCode.UNKNOWN_TENANT,
              "The tenant named for the request is unknown or suspended.");
    };
  }

  private TenantId ofRequest(TenantId tenant, SentFields fields) throws BadEventException {
    if (fields.has(EventField.CLIENT_ID) && !fields.isText(EventField.CLIENT_ID, quoted)) {
      throw new BadEventException(
          RejectionCode.TENANT_MISMATCH,
          "clientID is not the tenant of this request: leave it out, or send '" + tenant + "'.");
    }
    return tenant;
  }

  private TenantId ofEvent(ActiveTenants tenants, SentFields fields) throws BadEventException {
    if (!fields.has(EventField.CLIENT_ID)) {
      throw new BadEventException(
          RejectionCode.UNKNOWN_TENANT,
          "clientID is missing: name the tenant in it, or in the header Waybill-Tenant.");
    }
    String name = fields.text(EventField.CLIENT_ID);
    return asked
        .computeIfAbsent(name, tenants::find)
        .orElseThrow(
            () ->
                tenants.auditingIsOff(name)
                    ? auditingIsOff()
                    : new BadEventException(
                        RejectionCode.UNKNOWN_TENANT,
                        "clientID names no tenant that takes events."));
  }

  private static BadEventException auditingIsOff() {
    return new BadEventException(
        RejectionCode.AUDITING_OFF,
        "Auditing is switched off for the tenant: its events are not taken.");
  }
}
