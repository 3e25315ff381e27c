package dev.waybill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A page of the portal.
 *
 * @param paths where it is; of several, such as those of all exports, each request takes any
 */
record PortalPage(String name, List<String> paths) {
  /** So is the page without data called beside which all others stand. */
  static final String REFERENCE = "login";

  PortalPage(String name, String path) {
    this(name, List.of(path));
  }

  /** The pages of a tenant's people. */
  static List<PortalPage> ofTenant(PortalData data) {
    String own = "/portal";
    String export = "/exports/" + data.exports().getFirst();
    String integration = "/integrations/" + data.integrations().getFirst();
    String setup = "/setup/" + data.draft();
    String endpoint = own + "/notifications/endpoints/" + data.endpoint();
    return List.of(
        new PortalPage(REFERENCE, "/login"),
        new PortalPage("overview", own),
        new PortalPage("overview, later page", own + "?from=500"),
        new PortalPage("export", each(own + "/exports/", data.exports())),
        new PortalPage("export, while it works", own + export + "/work"),
        new PortalPage("export, older jobs", own + export + "?after=" + data.jobCursor()),
        new PortalPage("job", own + export + "/jobs/" + data.job()),
        new PortalPage("settings of an export", own + export + "/settings"),
        new PortalPage("new backfill", own + export + "/backfill"),
        new PortalPage("attach an export", own + export + "/attach"),
        new PortalPage("delete an export", own + export + "/delete"),
        new PortalPage("integrations", own + "/integrations"),
        new PortalPage("integration", each(own + "/integrations/", data.integrations())),
        new PortalPage("draft", own + "/integrations/" + data.draft()),
        new PortalPage("destination", own + integration + "/destination"),
        new PortalPage("setup: start", own + "/setup"),
        new PortalPage("setup: provider", own + setup),
        new PortalPage("setup: place", own + setup + "/s3AccessKey"),
        new PortalPage(
            "setup: access",
            own + setup + "/s3AccessKey?bucket=audit-archive&path=p&region=eu-central-1"),
        new PortalPage(
            "setup: export", own + "/setup/" + data.integrations().getFirst() + "/export"),
        new PortalPage(
            "setup: count",
            own + "/setup/" + data.integrations().getFirst() + "/export/count?startFrom=BEGINNING"),
        new PortalPage("setup: delivery", own + "/setup/deliveries/" + data.exports().getFirst()),
        new PortalPage(
            "setup: progress",
            own + "/setup/deliveries/" + data.exports().getFirst() + "/progress"),
        new PortalPage("events", own + "/events"),
        new PortalPage("events: kind", own + "/events?kind=QUERY"),
        new PortalPage("events: window", own + "/events?by=received&from=" + data.middle()),
        new PortalPage("events: by event time", own + "/events?by=event&from=" + data.middle()),
        new PortalPage("events: word", own + "/events?text=payments"),
        new PortalPage("event", own + "/events/event?" + address(data.event())),
        new PortalPage("keys", own + "/keys"),
        new PortalPage("revoke a key", own + "/keys/" + data.apiKey() + "/revoke"),
        new PortalPage("notifications", own + "/notifications"),
        new PortalPage("endpoint", endpoint),
        new PortalPage("delete an endpoint", endpoint + "/delete"),
        new PortalPage("audit trail", own + "/audit"),
        new PortalPage("about", own + "/about"));
  }

  /** The search pages that look through as much as one request may. */
  static List<PortalPage> ofSearch(PortalData data) {
    return List.of(
        new PortalPage("events: actor", "/portal/events?actor=" + data.actor()),
        new PortalPage("events: absent word", "/portal/events?text=nowhere-to-be-found"),
        new PortalPage("events: absent kind", "/portal/events?kind=CUSTOM"),
        new PortalPage("events: absent type", "/portal/events?type=NOWHERE"));
  }

  /** Those of operators. */
  static List<PortalPage> ofOperators() {
    return List.of(
        new PortalPage("operator: status", "/portal/operator"),
        new PortalPage("operator: tenants", "/portal/tenants"),
        new PortalPage("operator: tenants, later page", "/portal/tenants?after=tenant-1"),
        new PortalPage("operator: a tenant", "/portal/operator/tenants/" + Api.TENANT),
        new PortalPage("operator: suspend", "/portal/operator/tenants/" + Api.TENANT + "/suspend"),
        new PortalPage("operator: overview", "/portal/tenants/" + Api.TENANT));
  }

  private static List<String> each(String path, List<String> ids) {
    return ids.stream().map(id -> path + id).toList();
  }

  private static String address(JsonNode event) {
    return "received="
        + event.path("receivedTime").asLong()
        + "&id="
        + URLEncoder.encode(event.path("eventID").asString(), UTF_8);
  }
}
