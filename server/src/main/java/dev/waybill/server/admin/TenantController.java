package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.Entitlements;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/admin/tenants}. */
@RestController
public final class TenantController {
  private static final int LONGEST_NAME = 200;
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final Tenants tenants;
  private final TenantDeletion deletion;
  private final RetentionPolicy defaults;
  private final TimeSource time;

  /**
   * @param defaults for tenants without quotas of their own
   */
  public TenantController(
      Tenants tenants, TenantDeletion deletion, RetentionPolicy defaults, TimeSource time) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.deletion = requireNonNull(deletion, "deletion is null");
    this.defaults = requireNonNull(defaults, "defaults is null");
    this.time = requireNonNull(time, "time is null");
  }

  @GetMapping("/api/admin/tenants")
  void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    TenantPage page = TenantPage.asked(request, tenants);
    byte[] body =
        JsonAnswer.object(
            json -> {
              json.writeArrayPropertyStart("tenants");
              for (Tenant tenant : page.tenants()) {
                json.writeStartObject();
                TenantJson.write(json, tenant);
                json.writeEndObject();
              }
              json.writeEndArray();
              page.next().ifPresent(next -> json.writeStringProperty("next", next));
            });
    JsonAnswer.send(response, OK, body);
  }

  @GetMapping("/api/admin/tenants/{id}")
  void get(@PathVariable String id, HttpServletResponse response) throws IOException {
    send(response, OK, tenants.find(new TenantId(id)).orElseThrow(TenantController::notFound));
  }

  /** Creates or changes; what is absent from the body stays as it is. */
  @PutMapping("/api/admin/tenants/{id}")
  void put(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    TenantId tenant = new TenantId(id);
    Sent sent = Sent.of(AdminBody.of(request, TenantJson.FIELDS));
    if (sent.suspended().orElse(false)) {
      OperatorsTenant.requireOther(tenant, "suspended");
    }
    if (sent.entitlements().filter(given -> !given.auditing()).isPresent()) {
      OperatorsTenant.requireOther(tenant, "without auditing");
    }
    Stored stored =
        deletion.whileNoneIsDeleted(tenant, () -> store(tenant, sent, tenants.find(tenant)));
    send(response, stored.created() ? CREATED : OK, stored.tenant());
  }

  /** All is checked before the first of it is stored. */
  private Stored store(TenantId id, Sent sent, Optional<Tenant> before) {
    Optional<TenantQuotas> quotas =
        sent.quotas().map(given -> QuotasJson.read(given, before.map(Tenant::quotas), defaults));
    quotas.ifPresent(changed -> OperatorsTenant.requireNoLess(id, changed, defaults));
    Instant now = time.now();
    String name = sent.name().or(() -> before.map(Tenant::name)).orElse(id.value());
    tenants.upsert(id, name, now);
    sent.suspended().ifPresent(suspended -> tenants.setSuspended(id, suspended, now));
    quotas.ifPresent(changed -> tenants.setQuotas(id, changed, now));
    sent.entitlements().ifPresent(changed -> tenants.setEntitlements(id, changed, now));
    sent.recipients().ifPresent(changed -> tenants.setRecipients(id, changed, now));
    return new Stored(tenants.find(id).orElseThrow(TenantController::notFound), before.isEmpty());
  }

  static ProblemException notFound() {
    return new ProblemException(ProblemCode.NOT_FOUND, "There is no such tenant.");
  }

  private static void send(HttpServletResponse response, int status, Tenant tenant)
      throws IOException {
    JsonAnswer.send(response, status, JsonAnswer.object(json -> TenantJson.write(json, tenant)));
  }

  private record Stored(Tenant tenant, boolean created) {}

  private record Sent(
      Optional<String> name,
      Optional<Boolean> suspended,
      Optional<AdminBody> quotas,
      Optional<Entitlements> entitlements,
      Optional<List<MailAddress>> recipients) {
    private static Sent of(AdminBody body) {
      return new Sent(
          body.text("name", LONGEST_NAME),
          body.truth("suspended"),
          body.object("quotas", QuotasJson.FIELDS),
          TenantJson.entitlements(body),
          TenantJson.recipients(body));
    }
  }
}
