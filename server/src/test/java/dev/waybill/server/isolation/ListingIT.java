package dev.waybill.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.wiring.Registries;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Nothing can be called that nobody has said of how another tenant's ids fare there. */
class ListingIT {
  private final TestingServer server = TestingServer.shared();

  private Registries registries() {
    return new Registries(server.running());
  }

  @BeforeEach
  void makeARequestBefore() {
    assertThat(server.client().get("/api/version").send().status()).isEqualTo(200);
  }

  @Test
  void hasEveryFieldOfGraphQl() {
    assertSame(
        GraphQlListing.existing(registries().schema()),
        GraphQlListing.listed(),
        "the field %s: say in GraphQlListing how it is called with another tenant's ids");
  }

  @Test
  void hasEveryRoute() {
    assertSame(
        registries().routes(),
        Stream.of(
                HttpListing.ROUTES.stream().map(HttpListing.Listed::name),
                HttpListing.AROUND_PAGES.stream(),
                pages("/portal"),
                pages("/portal/tenants/{tenant}"))
            .flatMap(Function.identity())
            .collect(Collectors.toSet()),
        "the route %s: say in HttpListing who may call it");
  }

  @Test
  void hasEveryServletAndFilter() {
    assertThat(registries().servletsAndFilters())
        .as(
            "say in HttpListing to what each servlet and filter is mapped, and why IsolationIT"
                + " reaches what it does")
        .isEqualTo(HttpListing.SERVLETS_AND_FILTERS);
  }

  @Test
  void hasEveryPathOfTheManagementPort() {
    assertSame(
        registries().management(),
        HttpListing.MANAGEMENT,
        "the management path %s: add it to HttpListing, so that IsolationIT reads it");
  }

  @Test
  void hasTheRoutesThatOpenApiDescribes() {
    JsonNode paths = server.client().get("/openapi.json").send().json().path("paths");
    Set<String> described = new TreeSet<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(described.stream().map(ListingIT::withoutNames))
        .isSubsetOf(
            HttpListing.ROUTES.stream()
                .map(route -> withoutNames(route.name()))
                .collect(Collectors.toSet()));
  }

  private static Stream<String> pages(String below) {
    return HttpListing.PAGES.stream().map(page -> page.method() + " " + below + page.path());
  }

  private static String withoutNames(String route) {
    return route.replaceAll("\\{\\w+}", "{}");
  }

  private static void assertSame(Set<String> existing, Set<String> listed, String advice) {
    Set<String> missing = new TreeSet<>(existing);
    missing.removeAll(listed);
    Set<String> gone = new HashSet<>(listed);
    gone.removeAll(existing);
    List<String> problems =
        Stream.concat(
                missing.stream().map(advice::formatted),
                gone.stream().map(name -> name + " is listed but no longer there: remove it"))
            .toList();
    assertThat(problems).isEmpty();
  }
}
