package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code DELETE /api/admin/tenants/{id}}: the first request is told what would be removed and how
 * to confirm it, the second removes it.
 */
@RestController
public final class TenantDeletionController {
  private static final Logger LOG = LoggerFactory.getLogger(TenantDeletionController.class);
  private static final int OK = 200;

  private final Tenants tenants;
  private final TenantDeletion deletion;
  private final DeletionTokens tokens;

  public TenantDeletionController(Tenants tenants, TenantDeletion deletion, DeletionTokens tokens) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.deletion = requireNonNull(deletion, "deletion is null");
    this.tokens = requireNonNull(tokens, "tokens is null");
  }

  @DeleteMapping("/api/admin/tenants/{id}")
  void delete(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    TenantId tenant = new TenantId(id);
    OperatorsTenant.requireOther(tenant, "deleted");
    Optional<String> confirmation = Optional.ofNullable(request.getParameter("confirm"));
    Predicate<Optional<Tenant>> confirmed =
        stored -> confirmation.filter(token -> tokens.allows(token, tenant, stored)).isPresent();
    Optional<Tenant> stored = tenants.find(tenant);
    if (!confirmed.test(stored)) {
      TenantContents contents = deletion.contents(tenant).orElseThrow(TenantController::notFound);
      ask(response, contents, tokens.make(tenant, stored), confirmation.isPresent());
      return;
    }
    TenantContents removed =
        deletion.delete(tenant, confirmed).orElseThrow(TenantController::notFound);
    LOG.info("Tenant {} was deleted", tenant);
    JsonAnswer.send(
        response,
        OK,
        JsonAnswer.object(
            json -> {
              json.writeStringProperty("tenant", id);
              removed.write(json, "removed");
            }));
  }

  private static void ask(
      HttpServletResponse response,
      TenantContents contents,
      DeletionTokens.Token token,
      boolean again)
      throws IOException {
    ProblemCode code = ProblemCode.CONFIRMATION_NEEDED;
    byte[] body =
        JsonAnswer.object(
            json -> {
              json.writeStringProperty("title", code.title());
              json.writeNumberProperty("status", code.status());
              json.writeStringProperty(
                  "detail",
                  (again ? "The confirmation has expired, or is not for this tenant. " : "")
                      + "Nothing was removed: this cannot be undone, so send it again with"
                      + " ?confirm= and the token in 'confirm'.");
              json.writeStringProperty("code", code.name());
              contents.write(json, "removes");
              json.writeStringProperty("confirm", token.text());
              json.writeStringProperty("confirmBefore", token.expiresAt().toString());
            });
    JsonAnswer.send(response, code.status(), "application/problem+json", body);
  }
}
