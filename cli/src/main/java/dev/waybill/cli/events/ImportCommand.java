package dev.waybill.cli.events;

import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Imports another program's log, one JSON object a line, as CUSTOM events.",
      "Each line becomes the details of an event whose time and type are taken from its fields."
    })
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantOptions server = new TenantOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--time-field",
      required = true,
      paramLabel = "FIELD",
      description = "Holds the event time: milliseconds since the epoch, or RFC 3339.")
  private String timeField = "";

  @Option(
      names = "--type-field",
      required = true,
      paramLabel = "FIELD",
      description = "Holds the event type, such as LOGIN.")
  private String typeField = "";

  @Parameters(
      paramLabel = "FILE",
      description = "Plain, or ending in .gz; '-' is the standard input.")
  private String file = "";

  @Override
  public Integer call() {
    try (WaybillClient client = server.connect()) {
      var foreign = new ForeignLine(timeField, typeField);
      Totals totals = LineFiles.send(List.of(file), foreign::toEvent, client, "");
      return totals.report(spec.commandLine(), output);
    }
  }
}
