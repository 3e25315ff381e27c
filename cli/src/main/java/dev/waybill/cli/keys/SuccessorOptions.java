package dev.waybill.cli.keys;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a key is replaced by another. */
public final class SuccessorOptions {
  @Option(
      names = "--overlap",
      paramLabel = "TIME",
      description = "For how long the key before goes on; default 24h.")
  private Optional<String> overlap = Optional.empty();

  @Mixin private ExpiryOptions expiry = new ExpiryOptions();

  public void addTo(ObjectNode body) {
    overlap.ifPresent(text -> body.put("overlap", text));
    expiry.addTo(body);
  }
}
