package dev.waybill.server.graphql;

import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import jakarta.servlet.Filter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration;
import org.springframework.boot.graphql.autoconfigure.servlet.GraphQlWebMvcAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The GraphQL API alone; who calls is told by two headers. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  JacksonAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  GraphQlAutoConfiguration.class,
  GraphQlWebMvcAutoConfiguration.class
})
@Import(GraphQlConfiguration.class)
class TestApi {
  static final String TENANT = "Test-Tenant";
  static final String PERMISSION = "Test-Permission";

  /** The number of the last deletion before the request was admitted; absent, that of now. */
  static final String DELETIONS = "Test-Deletions";

  /** When the key ends; absent, it does not. */
  static final String EXPIRES = "Test-Expires";

  @Bean
  Filter caller(TenantDeletions deletions) {
    return (request, response, chain) -> {
      var http = (jakarta.servlet.http.HttpServletRequest) request;
      if (http.getHeader(TENANT) != null) {
        Optional<TenantId> tenant = Optional.of(new TenantId(http.getHeader(TENANT)));
        Permission permission = Permission.valueOf(http.getHeader(PERMISSION));
        ApiKey key =
            new ApiKey(
                new UUID(1, 1),
                tenant,
                "test",
                Set.of(permission),
                "wb_",
                Instant.EPOCH,
                Optional.ofNullable(http.getHeader(EXPIRES)).map(Instant::parse));
        long before =
            Optional.ofNullable(http.getHeader(DELETIONS))
                .map(Long::valueOf)
                .orElseGet(deletions::last);
        request.setAttribute(Caller.class.getName(), new Caller(key, tenant, before));
      }
      chain.doFilter(request, response);
    };
  }
}
