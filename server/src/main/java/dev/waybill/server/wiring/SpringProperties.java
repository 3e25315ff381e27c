package dev.waybill.server.wiring;

import dev.waybill.server.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** What Spring is told about our settings. */
final class SpringProperties {
  /** A refused body is read on up to here, so that its sender sees the answer. */
  private static final String SWALLOWED = "64MB";

  private SpringProperties() {}

  static Map<String, Object> of(Settings settings) {
    var properties = new HashMap<String, Object>();
    properties.put("server.address", settings.server().address());
    properties.put("server.port", settings.server().port());
    properties.put("server.shutdown", "graceful");
    // Ours knows whom to believe; Spring's would believe every private address.
    properties.put("server.forward-headers-strategy", "none");
    properties.put("server.servlet.register-default-servlet", false);
    properties.put("server.tomcat.threads.max", settings.server().threads());
    properties.put("server.tomcat.max-keep-alive-requests", -1);
    properties.put("server.tomcat.keep-alive-timeout", "75s");
    properties.put(
        "server.tomcat.connection-timeout", settings.limits().clientSilence().toMillis() + "ms");
    properties.put("server.tomcat.max-connections", settings.limits().connections());
    properties.put("server.tomcat.max-swallow-size", SWALLOWED);
    properties.put(
        "spring.lifecycle.timeout-per-shutdown-phase",
        settings.server().stopTimeout().toMillis() + "ms");
    properties.put("spring.web.resources.add-mappings", false);
    properties.put("spring.mvc.formcontent.filter.enabled", false);
    properties.put("spring.mvc.log-resolved-exception", false);
    properties.put("spring.graphql.http.path", "/api/audit/graphql");
    properties.put("spring.graphql.schema.printer.enabled", true);
    properties.put("spring.graphql.graphiql.enabled", false);
    properties.put("spring.thymeleaf.prefix", "classpath:/portal/");
    properties.put("spring.thymeleaf.check-template-location", false);
    // A page that fails in its middle is none: nothing of it is sent before it is whole.
    properties.put("spring.thymeleaf.servlet.produce-partial-output-while-processing", false);
    addManagement(properties, settings);
    return properties;
  }

  private static void addManagement(Map<String, Object> properties, Settings settings) {
    properties.put("management.server.address", settings.management().address());
    properties.put("management.server.port", settings.management().port());
    properties.put("management.endpoints.web.base-path", "/");
    properties.put("management.endpoints.web.discovery.enabled", false);
    properties.put("management.endpoints.web.exposure.include", "health,info,prometheus");
    properties.put("management.endpoints.web.path-mapping.prometheus", "metrics");
    properties.put("management.endpoint.health.show-components", "always");
    properties.put("management.endpoint.health.validate-group-membership", false);
    properties.put("management.endpoint.health.group.live.include", "ping");
    properties.put("management.endpoint.health.group.ready.include", "log,controlPlane,keys");
  }
}
