package dev.waybill.server.graphql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.server.retention.ExportRisks;
import dev.waybill.server.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.stereotype.Controller;

/** What an export configuration tells about events that it is about to lose. */
@Controller
class RetentionFields {
  private static final String TYPE = "ExportConfiguration";

  private final ExportRisks risks;

  RetentionFields(ExportRisks risks) {
    this.risks = risks;
  }

  @BatchMapping(typeName = TYPE)
  List<Optional<String>> undeliveredExpireAt(
      List<ExportConfigurationNode> nodes, @ContextValue Caller caller) {
    return times(nodes, caller).stream().map(time -> time.map(Instant::toString)).toList();
  }

  @BatchMapping(typeName = TYPE)
  List<Optional<String>> retentionWarning(
      List<ExportConfigurationNode> nodes, @ContextValue Caller caller) {
    return times(nodes, caller).stream().map(time -> time.map(RetentionFields::sentence)).toList();
  }

  private List<Optional<Instant>> times(List<ExportConfigurationNode> nodes, Caller caller) {
    var atRisk = risks.of(caller.requireTenant());
    return nodes.stream()
        .map(node -> node.configuration().id())
        .map((ConfigurationId id) -> Optional.ofNullable(atRisk.get(id)))
        .toList();
  }

  private static String sentence(Instant time) {
    return "From "
        + time
        + " on, events that this export has not delivered are removed: repair it, or raise the hard"
        + " limit of the tenant.";
  }
}
