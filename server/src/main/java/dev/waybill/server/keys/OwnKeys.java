package dev.waybill.server.keys;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.KeyTerms;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a tenant's administrators do with the tenant's own keys. Nobody comes by a key that may more
 * than they themselves, and no key by one that outlives it; who tries is recorded.
 */
public final class OwnKeys {
  private final ApiKeys keys;
  private final KeyEditor editor;
  private final TenantDeletions deletions;
  private final AccessAudit audit;
  private final TimeSource time;
  private final String request;

  /**
   * @param request as which it is recorded that somebody is refused
   */
  public OwnKeys(
      ApiKeys keys, TenantDeletions deletions, AccessAudit audit, TimeSource time, String request) {
    this.keys = requireNonNull(keys, "keys is null");
    this.editor = new KeyEditor(keys, deletions, time);
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.audit = requireNonNull(audit, "audit is null");
    this.time = requireNonNull(time, "time is null");
    this.request = requireNonNull(request, "request is null");
  }

  /** The tenant's keys, oldest first. */
  public List<KeyView> list(Caller caller) {
    requireAdministrator(caller);
    return editor.list(Optional.of(caller.requireTenant()));
  }

  /**
   * Makes a key of the tenant.
   *
   * @param once by which the request is known if it is sent again; empty if it is to make a key in
   *     any case
   */
  public MadeKey create(Caller caller, KeyAsked asked, Optional<ApiKeys.Once> once) {
    requireAdministrator(caller);
    TenantId tenant = caller.requireTenant();
    Instant now = time.now();
    KeyTerms wished = asked.terms(now);
    requireOwn(caller, wished.permissions());
    KeyTerms terms =
        new KeyTerms(
            wished.name(),
            wished.permissions(),
            LastingAccess.end(caller, wished.expiresAt(), this::forbidden));
    KeyEditor.requireMaySend(tenant, terms);
    return deletions
        .unlessDeleted(
            caller,
            () ->
                once.map(known -> made(issueOnce(tenant, terms, known, now)))
                    .orElseGet(() -> KeyEditor.made(editor.issue(Optional.of(tenant), terms, now))))
        .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "There is no such tenant."));
  }

  private ApiKeys.Creation issueOnce(
      TenantId tenant, KeyTerms terms, ApiKeys.Once once, Instant now) {
    return KeyEditor.withinLimit(() -> keys.issueOnce(tenant, terms, once, now));
  }

  /** Makes a key's successor, whose secret only those may see who may as much as the key. */
  public Replacement rotate(Caller caller, UUID id, RotationAsked asked) {
    ApiKey before = find(caller, id).key();
    requireOwn(caller, before.permissions());
    TenantId tenant = caller.requireTenant();
    Instant now = time.now();
    Optional<Instant> end =
        LastingAccess.endOfSuccessor(
            caller, before, asked.expiry().from(now), now, this::forbidden);
    return KeyEditor.replacement(
        KeyEditor.withinLimit(() -> keys.rotate(tenant, id, asked.length(), end, now)));
  }

  /** Ends a key of the tenant at once; returns it as it was. */
  public KeyView revoke(Caller caller, UUID id) {
    KeyView before = find(caller, id);
    KeyEditor.require(keys.revoke(caller.requireTenant(), id, time.now()));
    return before;
  }

  private KeyView find(Caller caller, UUID id) {
    return list(caller).stream()
        .filter(view -> view.key().id().equals(id))
        .findFirst()
        .orElseThrow(KeyEditor::noSuchKey);
  }

  private static MadeKey made(ApiKeys.Creation creation) {
    return switch (creation) {
      case ApiKeys.Creation.Created(ApiKeys.Issued issued) -> KeyEditor.made(issued);
      case ApiKeys.Creation.Repeated(ApiKey key) ->
          new MadeKey(KeyView.unused(key), Optional.empty());
      case ApiKeys.Creation.Conflict(String message) -> throw KeyEditor.conflict(message);
    };
  }

  private void requireAdministrator(Caller caller) {
    if (!caller.may(Permission.AUDIT)) {
      throw forbidden(caller.self() + " may not look at keys or change them: that takes AUDIT.");
    }
  }

  private void requireOwn(Caller caller, Set<Permission> permissions) {
    for (Permission permission : permissions) {
      if (permission == Permission.OPERATOR || !caller.may(permission)) {
        throw forbidden(
            caller.self()
                + " lacks the permission "
                + permission
                + ", so it cannot give it to a key: ask the operator, or leave it out.");
      }
    }
  }

  private ProblemException forbidden(String detail) {
    audit.refused(request, ProblemCode.FORBIDDEN.status(), detail);
    return new ProblemException(ProblemCode.FORBIDDEN, detail);
  }
}
