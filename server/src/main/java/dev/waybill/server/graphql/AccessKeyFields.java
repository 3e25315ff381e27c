package dev.waybill.server.graphql;

import dev.waybill.integration.HeldKeys;
import dev.waybill.integration.HeldKeys.HeldKey;
import dev.waybill.integration.IntegrationId;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.graphql.EndpointConfiguration.S3AccessKeyEndpointConfiguration;
import dev.waybill.server.security.Caller;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.stereotype.Controller;

/** Which access keys a destination holds, and for how long. */
@Controller
class AccessKeyFields {
  /** The schema's {@code HeldAccessKey}. */
  record HeldAccessKey(String accessKeyId, String addedAt, int ageDays, boolean current) {}

  private final ExportReader exports;
  private final TimeSource time;

  AccessKeyFields(ExportReader exports, TimeSource time) {
    this.exports = exports;
    this.time = time;
  }

  @BatchMapping
  List<List<HeldAccessKey>> accessKeys(
      List<S3AccessKeyEndpointConfiguration> nodes, @ContextValue Caller caller) {
    Map<IntegrationId, HeldKeys> held =
        exports.accessKeys(
            caller.requireTenant(),
            nodes.stream()
                .map(S3AccessKeyEndpointConfiguration::integration)
                .collect(Collectors.toSet()));
    Instant now = time.now();
    return nodes.stream()
        .map(node -> Optional.ofNullable(held.get(node.integration())))
        .map(keys -> keys.map(found -> nodes(found, now)).orElse(List.of()))
        .toList();
  }

  private static List<HeldAccessKey> nodes(HeldKeys keys, Instant now) {
    return Stream.concat(
            Stream.of(node(keys.current(), true, now)),
            keys.previous().stream().map(before -> node(before, false, now)))
        .toList();
  }

  private static HeldAccessKey node(HeldKey key, boolean current, Instant now) {
    return new HeldAccessKey(
        key.accessKeyId(), key.addedAt().toString(), Math.toIntExact(key.ageDays(now)), current);
  }
}
