package dev.waybill.server.webhooks;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.IdempotencyKey;
import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.notifications.NotificationType;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.stores.endpoint.AddressNotAllowedException;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a tenant's administrators do with its receivers of notifications. */
public final class OwnNotifications {
  private final Tenants tenants;
  private final WebhookEndpoints endpoints;
  private final EndpointPolicy policy;
  private final TenantDeletions deletions;
  private final AccessAudit audit;
  private final TimeSource time;

  /**
   * @param policy which addresses a URL may name
   */
  public OwnNotifications(
      Tenants tenants,
      WebhookEndpoints endpoints,
      EndpointPolicy policy,
      TenantDeletions deletions,
      AccessAudit audit,
      TimeSource time) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.endpoints = requireNonNull(endpoints, "endpoints is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.audit = requireNonNull(audit, "audit is null");
    this.time = requireNonNull(time, "time is null");
  }

  public List<MailAddress> recipients(Caller caller) {
    requireAdministrator(caller);
    return tenants
        .find(caller.requireTenant())
        .map(Tenant::recipients)
        .orElseThrow(OwnNotifications::noTenant);
  }

  public List<MailAddress> setRecipients(Caller caller, List<String> addresses) {
    List<MailAddress> recipients = MailAddress.list(addresses);
    return changeRecipients(caller, _ -> recipients);
  }

  /** Nothing changes if it is one already. */
  public List<MailAddress> addRecipient(Caller caller, String address) {
    MailAddress added = new MailAddress(address);
    return changeRecipients(
        caller,
        there ->
            MailAddress.list(
                Stream.concat(there.stream(), Stream.of(added)).map(MailAddress::value).toList()));
  }

  /** Nothing changes if it is none. */
  public List<MailAddress> removeRecipient(Caller caller, String address) {
    return changeRecipients(
        caller, there -> there.stream().filter(kept -> !kept.value().equals(address)).toList());
  }

  private List<MailAddress> changeRecipients(
      Caller caller, UnaryOperator<List<MailAddress>> change) {
    return unlessDeleted(
        caller,
        () ->
            tenants
                .changeRecipients(caller.requireTenant(), change, time.now())
                .map(Tenant::recipients)
                .orElseThrow(OwnNotifications::noTenant));
  }

  public WebhookEndpoint endpoint(Caller caller, UUID id) {
    return found(
        endpoints(caller).stream().filter(endpoint -> endpoint.id().equals(id)).findFirst());
  }

  public List<WebhookEndpoint> endpoints(Caller caller) {
    requireAdministrator(caller);
    return endpoints.list(caller.requireTenant());
  }

  public WebhookEndpoints.Made create(
      Caller caller, String url, List<String> types, boolean enabled) {
    return create(caller, url, types, enabled, Optional.empty())
        .orElseThrow(() -> new IllegalStateException("made before, without a key"));
  }

  /** The same, once: empty if a request with this key has made it before. */
  public Optional<WebhookEndpoints.Made> createOnce(
      Caller caller, String url, List<String> types, IdempotencyKey key) {
    return create(caller, url, types, /* enabled= */ true, Optional.of(key));
  }

  private Optional<WebhookEndpoints.Made> create(
      Caller caller,
      String url,
      List<String> types,
      boolean enabled,
      Optional<IdempotencyKey> key) {
    EndpointUrl checked = url(url);
    Set<NotificationType> chosen = types(types);
    WebhookEndpoints.Creation creation =
        unlessDeleted(
            caller,
            () ->
                endpoints.create(
                    caller.requireTenant(), checked, chosen, enabled, key, time.now()));
    return switch (creation) {
      case WebhookEndpoints.Made made -> Optional.of(made);
      case WebhookEndpoints.Creation.MadeBefore _ -> Optional.empty();
      case WebhookEndpoints.Creation.NoTenant() -> throw noTenant();
      case WebhookEndpoints.Creation.Conflict(String reason) ->
          throw new ProblemException(ProblemCode.CONFLICT, reason);
      case WebhookEndpoints.Creation.TooMany() ->
          throw new ProblemException(
              ProblemCode.CONFLICT,
              "The tenant has "
                  + WebhookEndpoints.MOST
                  + " webhook endpoints, which is the limit: delete one first.");
    };
  }

  public WebhookEndpoint update(
      Caller caller,
      UUID id,
      Optional<String> url,
      Optional<List<String>> types,
      Optional<Boolean> enabled) {
    WebhookEndpoint.Change change =
        new WebhookEndpoint.Change(url.map(this::url), types.map(OwnNotifications::types), enabled);
    return unlessDeleted(
        caller,
        () ->
            found(
                endpoints.update(
                    caller.requireTenant(), id, change, Optional.empty(), time.now())));
  }

  /**
   * Changes where it is and what it is told, if nobody has changed it since.
   *
   * @param seen its last change, as far as whoever asks for it knows
   */
  public WebhookEndpoint update(
      Caller caller, UUID id, String url, List<String> types, Instant seen) {
    WebhookEndpoint.Change change =
        new WebhookEndpoint.Change(
            Optional.of(url(url)), Optional.of(types(types)), Optional.empty());
    return unlessDeleted(
        caller,
        () ->
            endpoints
                .update(caller.requireTenant(), id, change, Optional.of(seen), time.now())
                .orElseThrow(
                    () ->
                        changedMeanwhile(
                            endpoint(caller, id),
                            "open its page again, and make the change there.")));
  }

  public WebhookEndpoint delete(Caller caller, UUID id) {
    return unlessDeleted(caller, () -> found(endpoints.delete(caller.requireTenant(), id)));
  }

  public WebhookEndpoints.Made rotate(Caller caller, UUID id) {
    return unlessDeleted(
        caller,
        () -> found(endpoints.rotate(caller.requireTenant(), id, Optional.empty(), time.now())));
  }

  /**
   * The same, if nobody has changed it since.
   *
   * @param seen its last change, as far as whoever asks for it knows
   */
  public WebhookEndpoints.Made rotate(Caller caller, UUID id, Instant seen) {
    return unlessDeleted(
        caller,
        () ->
            endpoints
                .rotate(caller.requireTenant(), id, Optional.of(seen), time.now())
                .orElseThrow(
                    () ->
                        changedMeanwhile(
                            endpoint(caller, id),
                            "look at it again. If its secret was changed and nobody has the new"
                                + " one, change it once more in a day.")));
  }

  private static ProblemException changedMeanwhile(WebhookEndpoint endpoint, String advice) {
    return new ProblemException(
        ProblemCode.CONFLICT,
        "The webhook endpoint was changed at "
            + endpoint.updatedAt()
            + ", after this page was opened: "
            + advice);
  }

  public WebhookEndpoint test(Caller caller, UUID id) {
    if (!endpoint(caller, id).enabled()) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "The webhook endpoint is disabled: enable it first.");
    }
    return unlessDeleted(
        caller, () -> found(endpoints.test(caller.requireTenant(), id, time.now())));
  }

  private EndpointUrl url(String text) {
    EndpointUrl url = new EndpointUrl(text);
    try {
      policy.requireAllowedUnresolved(url.uri().getHost());
    } catch (AddressNotAllowedException e) {
      throw new InvalidInput(
          "url", "A webhook's URL names no private, loopback or link-local address.");
    }
    return url;
  }

  private static Set<NotificationType> types(List<String> names) {
    return names.stream()
        .map(
            name ->
                NotificationType.of(name)
                    .filter(NotificationType::isChosen)
                    .orElseThrow(
                        () ->
                            new InvalidInput(
                                "types",
                                "There is no such type of notification: docs/notifications.md lists"
                                    + " them.")))
        .collect(Collectors.toUnmodifiableSet());
  }

  private <T> T unlessDeleted(Caller caller, Supplier<T> work) {
    return deletions.unlessDeleted(caller, work).orElseThrow(OwnNotifications::noTenant);
  }

  private static <T> T found(Optional<T> endpoint) {
    return endpoint.orElseThrow(
        () ->
            new ProblemException(
                ProblemCode.NOT_FOUND, "There is no webhook endpoint with this id."));
  }

  private static ProblemException noTenant() {
    return new ProblemException(ProblemCode.NOT_FOUND, "There is no such tenant.");
  }

  private void requireAdministrator(Caller caller) {
    if (!caller.may(Permission.AUDIT)) {
      String why = caller.self() + " may not look at receivers: that takes AUDIT.";
      audit.refused("POST /api/audit/graphql", ProblemCode.FORBIDDEN.status(), why);
      throw new ProblemException(ProblemCode.FORBIDDEN, why);
    }
  }
}
