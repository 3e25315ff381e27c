package dev.waybill.server.restore;

import dev.waybill.log.LogDamagedException;
import dev.waybill.server.backup.BackupFolder;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.operation.Logs;
import dev.waybill.server.settings.InvalidSettingsException;
import dev.waybill.server.settings.LogSettings;
import dev.waybill.server.settings.SettingsLoader;
import dev.waybill.server.settings.SettingsSource;
import dev.waybill.server.sql.ControlPlaneException;
import dev.waybill.server.wiring.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code waybill admin restore DIR [--key-file FILE] [--data-directory DIR] [--config FILE]}. */
public final class RestoreCommand {
  private static final String USAGE =
      """
      Usage: waybill admin restore DIR [--key-file FILE] [--data-directory DIR] [--config FILE]
        Makes a data directory from the backup in DIR, on this machine; the server must not run.
        --key-file FILE       the key of the secrets, for a backup without it
        --data-directory DIR  absent or empty; default: the setting data.directory
        --config FILE         read that setting from this file, not from waybill.yaml beside the data\
      """;

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final PrintStream out;
  private final PrintStream errors;
  private Optional<Path> backup = Optional.empty();
  private Optional<Path> keyFile = Optional.empty();
  private Optional<Path> data = Optional.empty();
  private Optional<Path> config = Optional.empty();

  public RestoreCommand(
      Map<String, String> environment, InstantSource clock, PrintStream out, PrintStream errors) {
    this.environment = environment;
    this.clock = clock;
    this.out = out;
    this.errors = errors;
  }

  /** Does what the arguments after {@code admin restore} ask for. */
  public Outcome run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.println(USAGE);
      return Outcome.DONE;
    }
    try {
      if (!parse(arguments.iterator()) || backup.isEmpty()) {
        errors.println(USAGE);
        return Outcome.USAGE;
      }
      restore(new BackupFolder(backup.get())).lines().forEach(out::println);
      return Outcome.DONE;
    } catch (InvalidSettingsException
        | StartRefusedException
        | LogDamagedException
        | ControlPlaneException e) {
      errors.println(e.getMessage());
    } catch (InvalidPathException e) {
      String path = e.getInput().replaceAll("\\p{Cntrl}", "?");
      errors.println("'" + path + "' cannot be a path (" + e.getReason() + "): give another one.");
    } catch (IOException | UncheckedIOException | ArithmeticException e) {
      errors.println("The restore failed: " + String.valueOf(e).replaceAll("\\p{Cntrl}", " "));
    }
    return Outcome.FAILED;
  }

  private RestoreReport restore(BackupFolder from) throws IOException {
    SettingsSource source = new SettingsSource(config, environment, Map.of());
    Path target = data.orElseGet(() -> SettingsLoader.load(source).settings().data().directory());
    Logs.setUp(new LogSettings(LogSettings.Format.AUTO, LogSettings.Level.WARN));
    return new Restore(clock.instant(), UUID::randomUUID, _ -> {}).restore(from, target, keyFile);
  }

  private boolean parse(Iterator<String> arguments) {
    while (arguments.hasNext()) {
      String argument = arguments.next();
      if (argument.startsWith("--") && arguments.hasNext()) {
        Optional<Path> value = Optional.of(Path.of(arguments.next()));
        switch (argument) {
          case "--key-file" -> keyFile = value;
          case "--data-directory" -> data = value;
          case "--config" -> config = value;
          default -> {
            return notUnderstood(argument);
          }
        }
      } else if (!argument.startsWith("-") && backup.isEmpty()) {
        backup = Optional.of(Path.of(argument));
      } else {
        return notUnderstood(argument);
      }
    }
    return true;
  }

  private boolean notUnderstood(String argument) {
    errors.println("Not understood: " + argument);
    return false;
  }
}
