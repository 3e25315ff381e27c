package dev.waybill.cli.events;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.TenantOptions;
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

/** Follows the pages of a search until there are enough events or none are left. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Finds events, the last received first, and prints them one a line.")
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
  @Mixin private TenantOptions server = new TenantOptions();

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
      description = "Which time --from and --to mean: ${COMPLETION-CANDIDATES}; default RECEIVED.")
  private Optional<By> by = Optional.empty();

  @Option(names = "--kind", description = "${COMPLETION-CANDIDATES}.")
  private Optional<EventKind> kind = Optional.empty();

  @Option(names = "--type", paramLabel = "TYPE", description = "The eventType.")
  private Optional<String> type = Optional.empty();

  @Option(names = "--actor", paramLabel = "NAME", description = "Who did it.")
  private Optional<String> actor = Optional.empty();

  @Option(names = "--text", paramLabel = "WORDS", description = "Occurs anywhere in the event.")
  private Optional<String> text = Optional.empty();

  @Option(
      names = "--order",
      description = "Of receipt: ${COMPLETION-CANDIDATES}; default DESC, the last received first.")
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
      SearchPage page = page(client, limit, Optional.empty());
      print(page, out);
      int left = limit - page.events().size();
      while (left > 0 && page.cursor().isPresent() && !out.checkError()) {
        page = page(client, left, page.cursor());
        print(page, out);
        left -= page.events().size();
      }
      out.flush();
      return 0;
    }
  }

  private static void print(SearchPage page, PrintWriter out) {
    page.events().forEach(out::println);
  }

  private SearchPage page(WaybillClient client, int left, Optional<String> cursor) {
    HttpResponse<byte[]> answer =
        client.send(client.request("/api/audit/events?" + query(left, cursor)).GET());
    client.requireSuccess(answer);
    return SearchPage.read(answer.body());
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
