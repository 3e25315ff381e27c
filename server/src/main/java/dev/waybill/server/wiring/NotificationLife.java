package dev.waybill.server.wiring;

import dev.waybill.server.notifications.NotificationRun;
import java.util.List;

/** Starts and ends the sending of notifications. */
record NotificationLife(List<NotificationRun> runs) implements AutoCloseable {
  NotificationLife {
    runs = List.copyOf(runs);
  }

  void start() {
    runs.forEach(NotificationRun::start);
  }

  @Override
  public void close() {
    runs.forEach(NotificationRun::close);
  }
}
