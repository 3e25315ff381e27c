package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Links by which people whom the platform names enter the portal, once each. Only a hash of a
 * link's token is stored. They go with their tenant. Each method is one transaction, durable when
 * it returns.
 */
public interface PortalLinks {

  /**
   * What the platform asks for.
   *
   * @param actor by which the platform knows the person
   * @param key with which the link is made
   * @param length of the session, from when the person enters
   * @param landing the path at which the session begins
   * @param returnUrl where the person comes from
   */
  record Terms(
      TenantId tenant,
      String actor,
      String name,
      Set<Permission> permissions,
      UUID key,
      Duration length,
      String landing,
      Optional<URI> returnUrl) {
    public Terms {
      requireNonNull(tenant, "tenant is null");
      requireNonNull(actor, "actor is null");
      requireNonNull(name, "name is null");
      permissions = Set.copyOf(permissions);
      requireNonNull(key, "key is null");
      requireNonNull(length, "length is null");
      requireNonNull(landing, "landing is null");
      requireNonNull(returnUrl, "returnUrl is null");
    }
  }

  /**
   * A link together with its token, which cannot be had a second time.
   *
   * @param session the id of the session that it will start
   * @param token 256 random bits behind a recognisable prefix
   */
  record Made(UUID session, String token, Instant expiresAt) {
    @Override
    public String toString() {
      return "Made[session=" + session + ", expiresAt=" + expiresAt + "]";
    }
  }

  /** A session that a link has started, and the path at which it begins. */
  record Entered(Sessions.Started started, String landing) {
    public Entered {
      requireNonNull(started, "started is null");
      requireNonNull(landing, "landing is null");
    }
  }

  /**
   * Makes a link that can be followed until {@code expiresAt}; empty if the tenant is suspended or
   * does not exist.
   */
  Optional<Made> make(Terms terms, Instant now, Instant expiresAt);

  /**
   * Starts the session of this token, and lets nobody enter with it again, whoever tries at the
   * same time. Empty if there is none such, if it has expired or was used, if its key has ended, or
   * if the tenant is suspended.
   */
  Optional<Entered> enter(String token, Instant now);

  /** Removes what is left of links past their end; returns of how many. */
  int removeExpired(Instant now);
}
