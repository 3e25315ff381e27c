package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.Grants;

/**
 * What notifications are made with.
 *
 * @param mails whether there is a mail server; if not, no mail ever waits
 */
public record Announcements(Grants grants, boolean mails) {
  /** No mail server, and no identities of the service. */
  public static final Announcements NONE = new Announcements(Grants.NONE, false);

  public Announcements {
    requireNonNull(grants, "grants is null");
  }
}
