package dev.waybill.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What needs an operator's key. */
@Command(
    name = "admin",
    mixinStandardHelpOptions = true,
    description = "Administers tenants and keys; needs a key with the permission OPERATOR.",
    subcommands = {
      TenantCommand.class,
      KeyCommand.class,
      SigningKeyCommand.class,
      SecretsCommand.class,
      ClockCommand.class,
      BackupCommand.class
    },
    footer = {
      "",
      "  restore    Makes a data directory from a backup, on the server's machine; see its --help."
    })
public final class AdminCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Which command? 'admin' has tenant, key, signing-key, secrets, clock, backup and restore.");
  }
}
