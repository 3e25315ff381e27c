package dev.waybill.cli.events;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.ServerOptions;
import dev.waybill.cli.client.WaybillClient;
import dev.waybill.event.EventKind;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Follows the pages of a search until there are enough events or none are left. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Finds events, in the order in which they were received, one a line.")
final class SearchCommand implements Callable<Integer> {
  private static final int LARGEST_PAGE = 1_000;

  /** The time that {@code --from} and {@code --to} speak of. */
  enum By {
    EVENT,
    RECEIVED
  }

  /** Which end comes first. */
  enum Order {
    ASC,
    DESC
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "RFC 3339, or milliseconds; inclusive.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "RFC 3339, or milliseconds; exclusive.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--by",
      description = "Which time --from and --to mean: ${COMPLETION-CANDIDATES}.")
  private Optional<By> by = Optional.empty();

  @Option(names = "--kind", description = "${COMPLETION-CANDIDATES}.")
  private Optional<EventKind> kind = Optional.empty();

  @Option(names = "--type", paramLabel = "TYPE", description = "The eventType.")
  private Optional<String> type = Optional.empty();

  @Option(names = "--actor", paramLabel = "NAME", description = "Who did it.")
  private Optional<String> actor = Optional.empty();

  @Option(names = "--text", paramLabel = "WORDS", description = "Occurs anywhere in the event.")
  private Optional<String> text = Optional.empty();

  @Option(names = "--order", description = "${COMPLETION-CANDIDATES}.")
  private Optional<Order> order = Optional.empty();

  @Option(names = "--limit", defaultValue = "100", description = "How many events; default 100.")
  private int limit;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandFailure("--limit must be at least 1.", CommandFailure.USAGE);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (WaybillClient client = server.connect()) {
      Optional<String> cursor = Optional.empty();
      boolean complete = false;
      for (int left = limit; left > 0 && !complete; ) {
        JsonNode page = page(client, left, cursor);
        for (JsonNode event : page.path("events")) {
          out.println(event);
          left--;
        }
        cursor = Optional.of(page.path("cursor").asString("")).filter(text -> !text.isEmpty());
        complete = page.path("complete").asBoolean() || cursor.isEmpty();
      }
      out.flush();
      return 0;
    }
  }

  private JsonNode page(WaybillClient client, int left, Optional<String> cursor) {
    HttpResponse<byte[]> answer =
        client.send(client.request("/api/audit/events?" + query(left, cursor)).GET());
    client.requireSuccess(answer);
    return client.read(answer);
  }

  private String query(int left, Optional<String> cursor) {
    Map<String, Optional<String>> parameters = new LinkedHashMap<>();
    parameters.put("from", from);
    parameters.put("to", to);
    parameters.put("by", by.map(SearchCommand::lowerCase));
    parameters.put("kind", kind.map(Enum::name));
    parameters.put("type", type);
    parameters.put("actor", actor);
    parameters.put("text", text);
    parameters.put("order", order.map(SearchCommand::lowerCase));
    parameters.put("limit", Optional.of(Integer.toString(Math.min(left, LARGEST_PAGE))));
    parameters.put("cursor", cursor);
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getValue().isPresent())
        .map(
            parameter ->
                parameter.getKey()
                    + "="
                    + URLEncoder.encode(parameter.getValue().orElseThrow(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
