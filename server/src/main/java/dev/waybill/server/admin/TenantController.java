package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.retention.RetentionGate;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code /api/admin/tenants}. */
@RestController
public final class TenantController {
  private static final Logger LOG = LoggerFactory.getLogger(TenantController.class);
  private static final int LONGEST_NAME = 200;
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final Tenants tenants;
  private final EventLog log;
  private final RetentionGate gate;
  private final RetentionPolicy defaults;
  private final TenantDeletions deletions;
  private final Consumer<TenantId> settle;
  private final TimeSource time;

  /** One tenant is created or deleted at a time: a creation removes what a deletion left behind. */
  private final ReentrantLock changes = new ReentrantLock();

  /**
   * @param gate closed while a tenant is deleted, so that retention does not take its successor's
   *     events for its own
   * @param defaults for tenants without quotas of their own
   * @param settle returns when nothing more is delivered of a tenant that is gone
   */
  public TenantController(
      Tenants tenants,
      EventLog log,
      RetentionGate gate,
      RetentionPolicy defaults,
      TenantDeletions deletions,
      Consumer<TenantId> settle,
      TimeSource time) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.log = requireNonNull(log, "log is null");
    this.gate = requireNonNull(gate, "gate is null");
    this.defaults = requireNonNull(defaults, "defaults is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.settle = requireNonNull(settle, "settle is null");
    this.time = requireNonNull(time, "time is null");
  }

  @GetMapping("/api/admin/tenants")
  void list(HttpServletResponse response) throws IOException {
    byte[] body =
        JsonAnswer.object(
            json -> {
              json.writeArrayPropertyStart("tenants");
              for (Tenant tenant : tenants.list()) {
                json.writeStartObject();
                writeFields(json, tenant);
                json.writeEndObject();
              }
              json.writeEndArray();
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
    AdminBody body = AdminBody.of(request, Set.of("name", "suspended", "quotas"));
    Optional<String> name = body.text("name", LONGEST_NAME);
    Optional<Boolean> suspended = body.truth("suspended");
    Optional<AdminBody> quotas = body.object("quotas", QuotasJson.FIELDS);
    if (suspended.orElse(false)) {
      OperatorsTenant.requireOther(tenant, "suspended");
    }
    int status;
    Tenant after;
    changes.lock();
    try {
      Optional<Tenant> before = tenants.find(tenant);
      Optional<TenantQuotas> changed =
          quotas.map(sent -> QuotasJson.read(sent, before.map(Tenant::quotas), defaults));
      if (before.isEmpty()) {
        removeEvents(tenant);
      }
      status = before.isPresent() ? OK : CREATED;
      Instant now = time.now();
      after = store(tenant, name.or(() -> before.map(Tenant::name)).orElse(id), suspended, now);
      if (changed.isPresent()) {
        after =
            tenants.setQuotas(tenant, changed.get(), now).orElseThrow(TenantController::notFound);
      }
    } finally {
      changes.unlock();
    }
    send(response, status, after);
  }

  private Tenant store(TenantId id, String name, Optional<Boolean> suspended, Instant now) {
    Tenant stored = tenants.upsert(id, name, now);
    return suspended.isEmpty()
        ? stored
        : tenants.setSuspended(id, suspended.get(), now).orElseThrow(TenantController::notFound);
  }

  /** Sent again after a crash in the middle, it removes what is left. */
  @DeleteMapping("/api/admin/tenants/{id}")
  void delete(@PathVariable String id, HttpServletResponse response) {
    TenantId tenant = new TenantId(id);
    OperatorsTenant.requireOther(tenant, "deleted");
    changes.lock();
    try {
      if (!gate.pauseWhile(() -> removeAll(tenant))) {
        throw notFound();
      }
    } finally {
      changes.unlock();
    }
    LOG.info("Tenant {} was deleted", tenant);
    response.setStatus(NO_CONTENT);
  }

  /** Whether there was anything. */
  private boolean removeAll(TenantId tenant) {
    tenants.setSuspended(tenant, true, time.now());
    boolean known = tenants.delete(tenant);
    deletions.add(tenant);
    settle.accept(tenant);
    return removeEvents(tenant) || known;
  }

  /** A crash in the middle of its deletion may have left events behind. */
  private boolean removeEvents(TenantId tenant) {
    if (log.end(tenant).equals(log.start(tenant))) {
      return false;
    }
    log.delete(tenant);
    return true;
  }

  static ProblemException notFound() {
    return new ProblemException(ProblemCode.NOT_FOUND, "There is no such tenant.");
  }

  private static void send(HttpServletResponse response, int status, Tenant tenant)
      throws IOException {
    JsonAnswer.send(response, status, JsonAnswer.object(json -> writeFields(json, tenant)));
  }

  private static void writeFields(JsonGenerator json, Tenant tenant) {
    json.writeStringProperty("id", tenant.id().value());
    json.writeStringProperty("name", tenant.name());
    json.writeBooleanProperty("suspended", tenant.suspended());
    QuotasJson.write(json, tenant.quotas());
    json.writeStringProperty("createdAt", tenant.createdAt().toString());
    json.writeStringProperty("updatedAt", tenant.updatedAt().toString());
  }
}
