package dev.waybill.server.notifications;

import java.util.Locale;

/** How a notification goes out. */
public enum Channel {
  MAIL,
  WEBHOOK;

  /** As metrics and logs name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
