package dev.waybill.server.wiring;

import graphql.schema.GraphQLSchema;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.context.ApplicationContext;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Everything by which a running server can be called, from where it is registered. */
public final class Registries {
  private static final Pattern ROUTED = Pattern.compile("\\b([A-Z]{3,7}) && (/[\\w./{}-]*)");

  private final ApplicationContext context;
  private final DispatcherServlet servlet;

  public Registries(WaybillServer server) {
    this.context = server.context();
    this.servlet = context.getBean(DispatcherServlet.class);
  }

  /** Has one route more, which the server has for this test alone. */
  public void add(String path, Object controller, Method method) {
    context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .registerMapping(RequestMappingInfo.paths(path).build(), controller, method);
  }

  public GraphQLSchema schema() {
    return context.getBean(GraphQlSource.class).schema();
  }

  /** Such as {@code GET /api/version}; {@code ANY} where the method does not matter. */
  public Set<String> routes() {
    List<HandlerMapping> mappings = servlet.getHandlerMappings();
    if (mappings == null) {
      throw new IllegalStateException("no request was made before: the mappings are not there yet");
    }
    return mappings.stream()
        .flatMap(Registries::routes)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> routes(HandlerMapping mapping) {
    return switch (mapping) {
      case RequestMappingInfoHandlerMapping methods ->
          methods.getHandlerMethods().keySet().stream().flatMap(Registries::routes);
      case RouterFunctionMapping functions ->
          ROUTED
              .matcher(String.valueOf(functions.getRouterFunction()))
              .results()
              .map(found -> found.group(1) + " " + found.group(2));
      case AbstractUrlHandlerMapping urls ->
          urls.getHandlerMap().keySet().stream().map(path -> "ANY " + path);
      default -> Stream.of("ANY of a mapping that is not known here: " + mapping);
    };
  }

  private static Stream<String> routes(RequestMappingInfo mapping) {
    Set<String> methods =
        mapping.getMethodsCondition().getMethods().stream()
            .map(Enum::name)
            .collect(Collectors.toSet());
    return (methods.isEmpty() ? Set.of("ANY") : methods)
        .stream()
            .flatMap(
                method -> mapping.getPatternValues().stream().map(path -> method + " " + path));
  }

  /** The servlets' and the filters' names, and to what they are mapped. */
  public Map<String, Set<String>> servletsAndFilters() {
    var found = new TreeMap<String, Set<String>>();
    var container = servlet.getServletContext();
    container
        .getServletRegistrations()
        .forEach((name, it) -> found.put("servlet " + name, new TreeSet<>(it.getMappings())));
    container
        .getFilterRegistrations()
        .forEach(
            (name, it) -> found.put("filter " + name, new TreeSet<>(it.getUrlPatternMappings())));
    return found;
  }

  /** The paths of the management port. */
  public Set<String> management() {
    return new TreeSet<>(context.getBean(PathMappedEndpoints.class).getAllPaths());
  }
}
