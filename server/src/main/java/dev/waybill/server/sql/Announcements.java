package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.Grants;
import java.util.function.Consumer;

/**
 * What notifications are made with.
 *
 * @param mails whether there is a mail server; if not, no mail ever waits
 * @param leftOut is told of each that a receiver is not told, since too much waits for it; within
 *     the transaction of what it tells of
 */
public record Announcements(Grants grants, boolean mails, Consumer<Channel> leftOut) {
  /** No mail server, and no identities of the service. */
  public static final Announcements NONE = new Announcements(Grants.NONE, false, _ -> {});

  public Announcements {
    requireNonNull(grants, "grants is null");
    requireNonNull(leftOut, "leftOut is null");
  }
}
