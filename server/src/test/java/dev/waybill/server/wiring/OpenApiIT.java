package dev.waybill.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingServer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class OpenApiIT {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final TestingServer server = TestingServer.shared();

  @Test
  void describesTheRoutesThatThereAre() {
    JsonNode document = server.client().get("/openapi.json").send().json();
    var described = new TreeSet<String>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method -> {
                          assertThat(METHODS).contains(method);
                          described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                        }));

    assertThat(described).isEqualTo(mapped());
  }

  @Test
  void answersOnEveryRouteItDescribes() {
    JsonNode document = server.client().get("/openapi.json").send().json();

    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            assertThat(
                                    server
                                        .client()
                                        .request(
                                            method.toUpperCase(Locale.ROOT),
                                            path.getKey().replaceAll("[{}]", "x"))
                                        .send())
                                .as(method + " " + path.getKey())
                                .matches(OpenApiIT::isServed)));
  }

  /** Nobody can log in to the shared server, nor consent to its application, and it says so. */
  private static boolean isServed(Answer answer) {
    return Set.of(200, 303, 401).contains(answer.status())
        || answer.body().contains("changes are made from pages of")
        || answer.body().contains("There is no login with a company's account here")
        || answer.body().contains("There is nothing to consent to");
  }

  private Set<String> mapped() {
    return server
        .running()
        .context()
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(OpenApiIT::routes)
        .filter(route -> !route.matches("\\w+ /(portal.*)?")) // pages are for people
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> routes(RequestMappingInfo mapping) {
    return mapping.getPatternValues().stream()
        .flatMap(
            path ->
                mapping.getMethodsCondition().getMethods().stream()
                    .map(method -> method + " " + path));
  }
}
