package dev.waybill.cli;

import dev.waybill.cli.exports.ExportConfigCommand;
import dev.waybill.cli.exports.IntegrationCommand;
import dev.waybill.cli.keys.ApiKeyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Manages the exports of audit events, and the API keys of a tenant.",
    subcommands = {ExportConfigCommand.class, IntegrationCommand.class, ApiKeyCommand.class})
final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? 'audit' has exportConfig, integration and apiKey.");
  }
}
