package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
  private final TenantEditor editor;

  public TenantController(Tenants tenants, TenantEditor editor) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.editor = requireNonNull(editor, "editor is null");
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
    TenantEditor.Stored stored = editor.put(new TenantId(id), sent(request));
    send(response, stored.created() ? CREATED : OK, stored.tenant());
  }

  private static TenantEditor.Change sent(HttpServletRequest request) throws IOException {
    AdminBody body = AdminBody.of(request, TenantJson.FIELDS);
    return new TenantEditor.Change(
        body.text("name", LONGEST_NAME),
        body.truth("suspended"),
        body.object("quotas", QuotasJson.FIELDS)
            .map(given -> before -> QuotasJson.read(given, before)),
        TenantJson.entitlements(body),
        TenantJson.recipients(body));
  }

  static ProblemException notFound() {
    return new ProblemException(ProblemCode.NOT_FOUND, "There is no such tenant.");
  }

  private static void send(HttpServletResponse response, int status, Tenant tenant)
      throws IOException {
    JsonAnswer.send(response, status, JsonAnswer.object(json -> TenantJson.write(json, tenant)));
  }
}
