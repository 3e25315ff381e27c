package dev.waybill.server.settings;

import static java.util.Objects.requireNonNull;

/** One thing that is wrong with the settings, as a line for people. */
record Problem(String message) {
  Problem {
    requireNonNull(message, "message is null");
  }
}
