package dev.waybill.cli.admin;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a tenant has of the service, and who is notified. */
final class ServiceOptions {
  private static final String NOBODY = "none";

  /** As people say it. */
  enum Switch {
    ON,
    OFF
  }

  @Option(
      names = "--auditing",
      paramLabel = "SWITCH",
      description = {
        "${COMPLETION-CANDIDATES}: whether events are taken and shown. Off, what was taken is",
        "kept, and still delivered."
      })
  private Optional<Switch> auditing = Optional.empty();

  @Option(
      names = "--recipient",
      split = ",",
      paramLabel = "ADDRESS",
      description = "Who is notified by mail, all of them; may be repeated; 'none' for nobody.")
  private List<String> recipients = List.of();

  /** Whether anything was given. */
  boolean addTo(ObjectNode body) {
    auditing.ifPresent(given -> body.putObject("entitlements").put("auditing", given == Switch.ON));
    if (!recipients.isEmpty()) {
      ArrayNode all = body.putArray("recipients");
      recipients.stream().filter(address -> !address.equals(NOBODY)).forEach(all::add);
    }
    return auditing.isPresent() || !recipients.isEmpty();
  }
}
