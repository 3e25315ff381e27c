package dev.waybill.cli;

import dev.waybill.cli.admin.AdminCommand;
import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.configure.ConfigureCommand;
import dev.waybill.cli.events.EventsCommand;
import dev.waybill.cli.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/**
 * The waybill command. {@code server} and {@code demo} are the server's own and only named here.
 */
@Command(
    name = "waybill",
    mixinStandardHelpOptions = true,
    description = "Records audit events and delivers them into your customers' own storage.",
    subcommands = {
      ConfigureCommand.class,
      AuditCommand.class,
      EventsCommand.class,
      VerifyCommand.class,
      AdminCommand.class
    },
    footer = {
      "",
      "  server     Runs the service; 'waybill server --check' only checks its settings.",
      "  demo       Shows the main job on this machine; --once exits when it is done.",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the storage is not reachable yet, 4 not"
          + " verified."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command, ready to execute; tests give it writers of their own. */
  public static CommandLine commandLine() {
    CommandLine main = new CommandLine(new Main());
    tellVersion(main);
    return main.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Main::run)
        .setParameterExceptionHandler(Main::explainUsage)
        .setExecutionExceptionHandler(
            (failure, command, arguments) -> {
              if (failure instanceof CommandFailure expected) {
                command.getErr().println("waybill: " + expected.getMessage());
                return expected.exitCode();
              }
              return explainDefect(command, failure);
            });
  }

  /** Errors of the machine, too, end in one line. */
  private static int run(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      parsed
          .commandSpec()
          .commandLine()
          .getErr()
          .println(
              "waybill: This takes more memory than this program may use; give it more with"
                  + " WAYBILL_JAVA_OPTS=-Xmx1g.");
      return CommandFailure.FAILED;
    } catch (StackOverflowError | LinkageError e) {
      return explainDefect(parsed.commandSpec().commandLine(), e);
    }
  }

  private static int explainDefect(CommandLine command, Throwable failure) {
    command
        .getErr()
        .println("waybill: This is a defect of the command, please report it: " + failure);
    return CommandFailure.FAILED;
  }

  /** {@code --version} says the same after every command. */
  private static void tellVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Main::tellVersion);
  }

  private static int explainUsage(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    command.getErr().println("waybill: " + problem.getMessage());
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See 'waybill --help'.");
  }
}
