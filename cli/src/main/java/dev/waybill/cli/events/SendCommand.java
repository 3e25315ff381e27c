package dev.waybill.cli.events;

import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import dev.waybill.event.EventKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = {
      "Sends files of events, one JSON object a line.",
      "Sending a file again is safe: what was taken before is recognised."
    })
final class SendCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantOptions server = new TenantOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "For events that do not name one: ${COMPLETION-CANDIDATES}.")
  private Optional<EventKind> kind = Optional.empty();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files, plain or ending in .gz; '-' is the standard input.")
  private List<String> files = List.of();

  @Override
  public Integer call() {
    try (WaybillClient client = server.connect()) {
      String query = kind.map(name -> "?kind=" + name).orElse("");
      Totals totals = LineFiles.send(files, UnaryOperator.identity(), client, query);
      return totals.report(spec.commandLine(), output);
    }
  }
}
