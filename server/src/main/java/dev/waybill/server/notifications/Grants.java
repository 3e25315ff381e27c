package dev.waybill.server.notifications;

import dev.waybill.storage.Credentials;

/** Knows whom tenants let in. */
public interface Grants {
  /** For a service that has no identities of its own. */
  Grants NONE = _ -> Grant.NONE;

  /** Asks nobody: called within a transaction. */
  Grant of(Credentials credentials);
}
