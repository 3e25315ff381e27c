package dev.waybill.server.admin;

import dev.waybill.tenant.Entitlements;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Tenants as administrators send and see them. */
final class TenantJson {
  static final Set<String> FIELDS =
      Set.of("name", "suspended", "quotas", "entitlements", "recipients");

  private static final String AUDITING = "auditing";
  private static final String RECIPIENTS = "recipients";

  private TenantJson() {}

  /** Empty if nothing was sent of them. */
  static Optional<Entitlements> entitlements(AdminBody sent) {
    return sent.object("entitlements", Set.of(AUDITING))
        .flatMap(object -> object.truth(AUDITING))
        .map(Entitlements::new);
  }

  /** All of them; empty if they were not sent. */
  static Optional<List<MailAddress>> recipients(AdminBody sent) {
    if (!sent.has(RECIPIENTS)) {
      return Optional.empty();
    }
    return Optional.of(MailAddress.list(sent.texts(RECIPIENTS)));
  }

  static void write(JsonGenerator json, Tenant tenant) {
    json.writeStringProperty("id", tenant.id().value());
    json.writeStringProperty("name", tenant.name());
    json.writeBooleanProperty("suspended", tenant.suspended());
    QuotasJson.write(json, tenant.quotas());
    json.writeObjectPropertyStart("entitlements");
    json.writeBooleanProperty(AUDITING, tenant.entitlements().auditing());
    json.writeEndObject();
    json.writeArrayPropertyStart(RECIPIENTS);
    tenant.recipients().forEach(address -> json.writeString(address.value()));
    json.writeEndArray();
    json.writeStringProperty("createdAt", tenant.createdAt().toString());
    json.writeStringProperty("updatedAt", tenant.updatedAt().toString());
  }
}
