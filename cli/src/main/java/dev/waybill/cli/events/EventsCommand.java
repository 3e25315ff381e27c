package dev.waybill.cli.events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sending and finding events. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Sends, imports and finds audit events.",
    subcommands = {SendCommand.class, ImportCommand.class, SearchCommand.class})
public final class EventsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? 'events' has send, import and search.");
  }
}
