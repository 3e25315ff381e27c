package dev.waybill.server.wiring;

import dev.waybill.server.admin.FirstKey;
import dev.waybill.server.operation.Logs;
import dev.waybill.server.settings.InvalidSettingsException;
import dev.waybill.server.settings.LoadedSettings;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.settings.SettingsLoader;
import dev.waybill.server.settings.SettingsSource;
import dev.waybill.time.TimeSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code waybill server [--check] [--config FILE]}. */
public final class ServerCommand {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);
  private static final String USAGE =
      """
      Usage: waybill server [--check] [--config FILE]
        --check        say what is wrong with the settings, and do not start
        --config FILE  read the settings from this file, not from waybill.yaml beside the data\
      """;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream errors;
  private final TimeSource time;
  private boolean check;
  private Optional<Path> file = Optional.empty();

  /** Uses the process's environment and output. */
  public ServerCommand(Map<String, String> environment, PrintStream out, PrintStream errors) {
    this(environment, out, errors, new SystemTime());
  }

  /** The same with a clock that is not the machine's. */
  public ServerCommand(
      Map<String, String> environment, PrintStream out, PrintStream errors, TimeSource time) {
    this.environment = environment;
    this.out = out;
    this.errors = errors;
    this.time = time;
  }

  /** Does what the arguments after {@code server} ask for. */
  public Outcome run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.println(USAGE);
      return Outcome.DONE;
    }
    if (!parse(arguments.iterator())) {
      errors.println(USAGE);
      return Outcome.USAGE;
    }
    try {
      LoadedSettings loaded = SettingsLoader.load(new SettingsSource(file, environment, Map.of()));
      return check ? check(loaded) : start(loaded);
    } catch (InvalidSettingsException | StartFailedException e) {
      errors.println(e.getMessage());
      return Outcome.FAILED;
    }
  }

  private boolean parse(Iterator<String> arguments) {
    while (arguments.hasNext()) {
      String argument = arguments.next();
      if (argument.equals("--check")) {
        check = true;
      } else if (argument.equals("--config") && arguments.hasNext()) {
        file = Optional.of(Path.of(arguments.next()));
      } else {
        errors.println("Not understood: " + argument);
        return false;
      }
    }
    return true;
  }

  private Outcome check(LoadedSettings loaded) {
    loaded.warnings().forEach(errors::println);
    List<String> problems = StartCheck.problems(loaded.settings(), time.now());
    problems.forEach(errors::println);
    if (!problems.isEmpty()) {
      return Outcome.FAILED;
    }
    StartCheck.warnings(loaded.settings(), time.now()).forEach(errors::println);
    out.println("The settings are valid.");
    return Outcome.DONE;
  }

  private Outcome start(LoadedSettings loaded) {
    Settings settings = loaded.settings();
    Logs.setUp(settings.log());
    loaded.warnings().forEach(LOG::warn);
    StartCheck.notices(settings).forEach(LOG::warn);
    WaybillServer server = WaybillServer.start(settings, handover(settings), time);
    LOG.info(
        "Waybill {} is ready on {} (data {}, management {})",
        Version.current(),
        server.api(),
        settings.data().directory().toAbsolutePath().normalize(),
        server.management());
    return Outcome.RUNNING;
  }

  private FirstKey.Handover handover(Settings settings) {
    if (!Logs.onTerminal()) {
      return new OperatorKeyFile(settings.data().directory());
    }
    return secret ->
        out.println("The operator's key, shown this once: " + secret + System.lineSeparator());
  }
}
