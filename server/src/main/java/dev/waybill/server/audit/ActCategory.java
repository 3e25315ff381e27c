package dev.waybill.server.audit;

/** What an act is about: the event's {@code category}, by which exports can be restricted. */
public enum ActCategory {
  TENANT("tenantAudit"),
  APIKEY("apikeysAudit"),
  EXPORT("exportAudit"),
  INTEGRATION("integrationAudit"),
  /** People who log in. */
  USERGROUP("usergroupAudit"),
  /** The tenant's data in the service. */
  APPLICATION("applicationAudit"),
  /** The service as a whole. */
  ADMINISTRATOR("administratorAudit");

  private final String field;

  ActCategory(String field) {
    this.field = field;
  }

  /** The event's field that holds the details. */
  public String field() {
    return field;
  }
}
