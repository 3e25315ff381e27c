package dev.waybill.server.settings;

/** What the server tells about itself on its output. */
public record LogSettings(
    @Setting(
            about =
                "PEOPLE writes lines to read, JSON one object a line, AUTO the first on a terminal"
                    + " and else the second.",
            absent = "AUTO")
        Format format,
    @Setting(about = "The least level that is written.", absent = "INFO") Level level) {
  /** How log lines look. */
  public enum Format {
    AUTO,
    PEOPLE,
    JSON
  }

  /** How grave a log line is. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }
}
