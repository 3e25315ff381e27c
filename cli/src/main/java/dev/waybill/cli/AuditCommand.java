package dev.waybill.cli;

import dev.waybill.cli.exports.ExportConfigCommand;
import dev.waybill.cli.exports.IntegrationCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Manages the exports of audit events.",
    subcommands = {ExportConfigCommand.class, IntegrationCommand.class})
final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? 'audit' has exportConfig and integration.");
  }
}
