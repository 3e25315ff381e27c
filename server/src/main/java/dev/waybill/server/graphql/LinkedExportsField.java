package dev.waybill.server.graphql;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.ExportView;
import dev.waybill.server.security.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.stereotype.Controller;

/** Which exports use a storage integration. */
@Controller
class LinkedExportsField {
  private final ExportReader exports;

  LinkedExportsField(ExportReader exports) {
    this.exports = exports;
  }

  /** One look at the control plane for all. */
  @BatchMapping(typeName = "StorageIntegration")
  List<List<ExportConfigurationNode>> linkedExports(
      List<StorageIntegrationNode> nodes, @ContextValue Caller caller) {
    Map<IntegrationId, List<ExportView>> linked =
        exports.linked(
            caller.requireTenant(),
            nodes.stream()
                .map(StorageIntegrationNode::integration)
                .flatMap(Optional::stream)
                .toList());
    return nodes.stream()
        .map(
            node ->
                node.integration()
                    .map(StorageIntegration::id)
                    .map(id -> linked.getOrDefault(id, List.of()))
                    .orElse(List.of()))
        .map(views -> views.stream().map(ExportConfigurationNode::of).toList())
        .toList();
  }
}
