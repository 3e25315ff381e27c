package dev.waybill.cli.keys;

import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** When a key is to end by itself. */
public final class ExpiryOptions {
  @Option(
      names = "--expires-in",
      paramLabel = "TIME",
      description = "After how long the key expires, such as 90d or 12h.")
  private Optional<String> expiresIn = Optional.empty();

  @Option(
      names = "--expires-at",
      paramLabel = "TIME",
      description = "When the key expires, such as 2027-01-31T00:00:00Z.")
  private Optional<String> expiresAt = Optional.empty();

  public void addTo(ObjectNode body) {
    expiresIn.ifPresent(text -> body.put("expiresIn", text));
    expiresAt.ifPresent(text -> body.put("expiresAt", text));
  }
}
