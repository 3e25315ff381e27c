package dev.waybill.server.portal.setup;

import dev.waybill.export.ConfigurationId;
import dev.waybill.integration.IntegrationId;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.exports.DestinationKind;
import java.util.List;

/** The wizard's steps, and where they are. */
final class SetupPaths {
  static final List<String> STEPS =
      List.of("Storage", "Place", "Access", "What and when", "First delivery");

  private SetupPaths() {}

  static String access(IntegrationId integration, DestinationKind kind) {
    return "/setup/" + integration + "/" + kind.field();
  }

  static String export(IntegrationId integration) {
    return "/setup/" + integration + "/export";
  }

  static String delivery(ConfigurationId export) {
    return "/setup/deliveries/" + export;
  }

  /** What a step says of an integration that is not there, or further than that step. */
  static ProblemException noDraft() {
    return new ProblemException(
        ProblemCode.NOT_FOUND,
        "There is no such set-up, or it is complete: look at Integrations for what there is.");
  }
}
