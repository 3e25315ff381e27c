package dev.waybill.server.audit;

import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Identity;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What is done with the service and not with anything that the control plane keeps. */
public final class ServiceActs {
  private static final int FORBIDDEN = 403;

  private ServiceActs() {}

  public static Act startBackup(UUID id, Path directory, boolean includeKeys) {
    return Act.done(
        ActName.START_BACKUP,
        Details.of(id).with("directory", directory).with("includeKeys", includeKeys));
  }

  /** The events go that an interrupted deletion left; the tenant itself went before. */
  public static Act finishDeletion(TenantId tenant) {
    return Act.done(ActName.DELETE_TENANT, Details.of(tenant));
  }

  public static Act confirmClock() {
    return Act.done(ActName.CONFIRM_CLOCK, Details.none());
  }

  /**
   * Somebody read events.
   *
   * @param by to which time {@code from} and {@code to} apply
   */
  public static Act readEvents(String by, Optional<Instant> from, Optional<Instant> to) {
    return Act.done(
        ActName.READ_EVENTS, Details.none().with("by", by).with("from", from).with("to", to));
  }

  /**
   * Somebody was refused who is known.
   *
   * @param request the method and the path, without what may follow a question mark
   */
  public static Act failedLogin(Identity identity, String request, int responseCode, String why) {
    Details details =
        switch (identity) {
          case ApiKey key -> about(key);
          case Person _ -> Details.none();
        };
    return Act.refused(ActName.FAILED_LOGIN, details.with("request", request), responseCode, why);
  }

  /**
   * The company's identity provider says who it is, and yet there is no way in.
   *
   * @param issuer the provider
   * @param subject the account there
   */
  public static Act refusedLogin(String issuer, String subject, String why) {
    return Act.refused(
        ActName.FAILED_LOGIN,
        Details.none()
            .with("issuer", issuer)
            .with("subject", subject)
            .with("request", "GET /login/callback"),
        FORBIDDEN,
        why);
  }

  /** Something was sent that is no key, or none of ours. */
  public static Act failedLogin(String request, int responseCode, String why) {
    return Act.refused(
        ActName.FAILED_LOGIN, Details.none().with("request", request), responseCode, why);
  }

  /**
   * A key was used from somewhere else than of late.
   *
   * @param address the network that counts as one address
   */
  public static Act newAddress(ApiKey key, String address) {
    return Act.done(ActName.KEY_USED_FROM_NEW_ADDRESS, about(key).with("address", address));
  }

  /** What tells a key from others; nothing of it is secret. */
  public static Details about(ApiKey key) {
    return Details.of(key.id()).with("name", key.name()).with("prefix", key.prefix());
  }
}
