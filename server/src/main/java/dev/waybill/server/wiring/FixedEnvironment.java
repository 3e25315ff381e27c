package dev.waybill.server.wiring;

import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.web.context.support.StandardServletEnvironment;

/**
 * Spring's properties, made from our settings and from nothing else: neither variables nor files
 * reach Spring past them.
 */
final class FixedEnvironment extends StandardServletEnvironment {
  FixedEnvironment(Map<String, Object> properties) {
    getPropertySources().addLast(new MapPropertySource("settings", properties));
  }

  @Override
  protected void customizePropertySources(MutablePropertySources propertySources) {
    // none but ours
  }
}
