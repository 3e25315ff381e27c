package dev.waybill.server.graphql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobView;
import dev.waybill.export.Schedule;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Fields of an export configuration that are looked up only if asked for. */
@Controller
class ExportLookups {
  private static final String TYPE = "ExportConfiguration";

  /** The schema's {@code DeliveredThrough}. */
  record DeliveredThrough(String position, String time) {}

  private final ExportReader exports;

  ExportLookups(ExportReader exports) {
    this.exports = exports;
  }

  @BatchMapping(typeName = TYPE)
  Map<ExportConfigurationNode, List<String>> warnings(
      List<ExportConfigurationNode> nodes, @ContextValue Caller caller) {
    Map<ConfigurationId, List<String>> warnings = exports.warnings(caller.requireTenant());
    return nodes.stream()
        .distinct()
        .collect(
            Collectors.toMap(
                Function.identity(),
                node -> warnings.getOrDefault(node.configuration().id(), List.of())));
  }

  @SchemaMapping(typeName = TYPE)
  Optional<DeliveredThrough> deliveredThrough(ExportConfigurationNode node) {
    return exports.stream(node.configuration().tenant(), node.configuration().id())
        .map(
            stream ->
                new DeliveredThrough(
                    stream.cursor().toString(),
                    Instant.ofEpochMilli(stream.receivedThrough()).toString()));
  }

  @SchemaMapping(typeName = TYPE)
  Optional<String> nextJobAt(ExportConfigurationNode node) {
    ExportConfiguration export = node.configuration();
    return exports.stream(export.tenant(), export.id())
        .filter(_ -> export.enabled())
        .map(
            stream ->
                stream
                    .lastTick()
                    .plus(export.interval().length())
                    .plus(new Schedule(export.id(), export.interval()).spread())
                    .toString());
  }

  @SchemaMapping(typeName = TYPE)
  Optional<String> nextAttemptAt(ExportConfigurationNode node) {
    ExportConfiguration export = node.configuration();
    return exports.jobs(export.tenant(), export.id(), 1, Optional.empty()).stream()
        .map(JobView::job)
        .filter(job -> job.status() == JobStatus.PLANNED || job.status() == JobStatus.BLOCKED)
        .map(job -> job.nextAttemptAt().toString())
        .findFirst();
  }
}
