package dev.waybill.server.graphql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Freshness;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.security.Caller;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.stereotype.Controller;

/** Fields of an export configuration that are looked up only if asked for. */
@Controller
class ExportLookups {
  private static final String TYPE = "ExportConfiguration";

  /** The schema's {@code DeliveredThrough}. */
  record DeliveredThrough(String position, String time) {}

  private final ExportReader exports;
  private final TimeSource time;

  ExportLookups(ExportReader exports, TimeSource time) {
    this.exports = exports;
    this.time = time;
  }

  @BatchMapping(typeName = TYPE)
  Map<ExportConfigurationNode, List<String>> warnings(
      List<ExportConfigurationNode> nodes, @ContextValue Caller caller) {
    Map<ConfigurationId, List<String>> warnings =
        exports.warnings(
            caller.requireTenant(),
            nodes.stream().map(node -> node.configuration().id()).collect(Collectors.toSet()),
            time.now());
    return nodes.stream()
        .distinct()
        .collect(
            Collectors.toMap(
                Function.identity(),
                node -> warnings.getOrDefault(node.configuration().id(), List.of())));
  }

  @BatchMapping(typeName = TYPE)
  Map<ExportConfigurationNode, DeliveredThrough> deliveredThrough(
      List<ExportConfigurationNode> nodes, @ContextValue Caller caller) {
    return each(
        nodes,
        caller,
        (_, fresh) ->
            Optional.of(
                new DeliveredThrough(
                    fresh.cursor().toString(), fresh.receivedThrough().toString())));
  }

  @BatchMapping(typeName = TYPE)
  Map<ExportConfigurationNode, Long> lag(
      List<ExportConfigurationNode> nodes, @ContextValue Caller caller) {
    Instant now = time.now();
    return each(nodes, caller, (_, fresh) -> Optional.of(fresh.lag(now).toSeconds()));
  }

  @BatchMapping(typeName = TYPE)
  Map<ExportConfigurationNode, String> nextJobAt(
      List<ExportConfigurationNode> nodes, @ContextValue Caller caller) {
    return each(
        nodes,
        caller,
        (export, fresh) -> Optional.of(fresh.nextJobAt().toString()).filter(_ -> export.enabled()));
  }

  @BatchMapping(typeName = TYPE)
  Map<ExportConfigurationNode, String> lastSuccessAt(
      List<ExportConfigurationNode> nodes, @ContextValue Caller caller) {
    return each(nodes, caller, (_, fresh) -> fresh.lastSuccessAt().map(Instant::toString));
  }

  @BatchMapping(typeName = TYPE)
  Map<ExportConfigurationNode, Integer> consecutiveFailures(
      List<ExportConfigurationNode> nodes, @ContextValue Caller caller) {
    return each(nodes, caller, (_, fresh) -> Optional.of(fresh.consecutiveFailures()));
  }

  @BatchMapping(typeName = TYPE)
  Map<ExportConfigurationNode, String> nextAttemptAt(
      List<ExportConfigurationNode> nodes, @ContextValue Caller caller) {
    return each(nodes, caller, (_, fresh) -> fresh.nextAttemptAt().map(Instant::toString));
  }

  /** One look at the control plane for all; what is absent becomes null. */
  private <T> Map<ExportConfigurationNode, T> each(
      List<ExportConfigurationNode> nodes,
      Caller caller,
      BiFunction<ExportConfiguration, Freshness, Optional<T>> value) {
    Map<ConfigurationId, Freshness> freshness = exports.freshness(caller.requireTenant());
    Map<ExportConfigurationNode, T> values = new HashMap<>();
    for (ExportConfigurationNode node : nodes) {
      Optional.ofNullable(freshness.get(node.configuration().id()))
          .flatMap(fresh -> value.apply(node.configuration(), fresh))
          .ifPresent(found -> values.put(node, found));
    }
    return values;
  }
}
