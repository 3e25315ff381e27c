package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** How a person came to be known here, and with what else the session ends. */
public sealed interface LoginMethod {
  /** What stands for the issuer of a person who logged in with a key. */
  String KEY_ISSUER = "waybill:key";

  /** What stands for the issuer of a person whom the platform named. */
  String PORTAL_ISSUER = "waybill:portal";

  /** At the company's identity provider. */
  record IdentityProvider() implements LoginMethod {}

  /**
   * With a key. The session ends with the key, and what is done in it is done with the key.
   *
   * @param expiresAt of the key; empty if it does not end by itself
   */
  record Key(UUID key, Optional<Instant> expiresAt) implements LoginMethod {
    public Key {
      requireNonNull(key, "key is null");
      requireNonNull(expiresAt, "expiresAt is null");
    }
  }

  /**
   * By a link into the portal that the platform made. The session ends with the key that made it.
   *
   * @param key with which the link was made
   * @param expiresAt when the session ends at the latest, by itself or with the key
   * @param returnUrl where the person came from; empty if the platform did not say
   */
  record PortalLink(UUID key, Instant expiresAt, Optional<URI> returnUrl) implements LoginMethod {
    public PortalLink {
      requireNonNull(key, "key is null");
      requireNonNull(expiresAt, "expiresAt is null");
      requireNonNull(returnUrl, "returnUrl is null");
    }
  }
}
