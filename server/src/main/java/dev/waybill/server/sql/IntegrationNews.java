package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Redirection;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.notifications.Grants;
import dev.waybill.server.notifications.Notification;
import dev.waybill.storage.Credentials;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Person;
import java.util.Optional;

/** Tells tenants what becomes of their storage integrations. */
final class IntegrationNews {
  private final Grants grants;

  IntegrationNews(Grants grants) {
    this.grants = requireNonNull(grants, "grants is null");
  }

  void created(Transaction tx, StorageIntegration integration, Credentials credentials) {
    tx.announce(
        integration.tenant(),
        new Notification.IntegrationCreated(
            integration.id(),
            integration.name(),
            integration.location().toString(),
            grants.of(credentials),
            actor()));
  }

  static void redirected(Transaction tx, Redirection change) {
    StorageIntegration before = change.before();
    tx.announce(
        before.tenant(),
        new Notification.DestinationChanged(
            before.id(),
            before.name(),
            before.location().toString(),
            change.location().toString(),
            change.exchangesCredentials(),
            actor()));
  }

  static void deleted(Transaction tx, StorageIntegration integration) {
    tx.announce(
        integration.tenant(),
        new Notification.IntegrationDeleted(
            integration.id(), integration.name(), integration.location().toString(), actor()));
  }

  /** Of operators a tenant is told no more than that it was one; see its audit events. */
  private static Optional<String> actor() {
    Actor actor = Acting.current();
    if (actor.isOperator()) {
      return Optional.of("the operator of the service");
    }
    return switch (actor) {
      case Actor.Known(ApiKey key, _) -> Optional.of("the API key " + key.name());
      case Actor.Known(Person person, _) -> Optional.of(person.name());
      case Actor.Unknown _, Actor.Service _ -> Optional.empty();
    };
  }
}
