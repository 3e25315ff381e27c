package dev.waybill.cli.configure;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.Profile;
import dev.waybill.cli.client.ProfileFile;
import dev.waybill.cli.client.ServerOptions;
import dev.waybill.cli.client.Terminal;
import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for what is not given, and saves the profile. */
@Command(
    name = "configure",
    mixinStandardHelpOptions = true,
    description = "Saves a server's address and an API key as a profile.")
public final class ConfigureCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--host", paramLabel = "URL", description = "The server's address.")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "The key; better left out, then it is asked for and does not show.")
  private Optional<String> apiKey = Optional.empty();

  @Option(
      names = "--ca-bundle",
      paramLabel = "FILE",
      description = {
        "A PEM file with authorities to trust besides Java's, for the server's certificate;",
        "else that of WAYBILL_CA_BUNDLE when a command runs."
      })
  private Optional<Path> caBundle = Optional.empty();

  @Override
  public void run() {
    String name = server.profileName();
    ProfileFile file = server.profiles();
    String answeredHost = host.orElseGet(() -> askHost(file.find(name)));
    String answeredKey = apiKey.orElseGet(ConfigureCommand::askKey);
    if (answeredKey.isBlank()) {
      throw new CommandFailure("The API key is empty: nothing was saved.", CommandFailure.USAGE);
    }
    file.save(
        name,
        new Profile(
            ServerOptions.uri(answeredHost),
            answeredKey.strip(),
            caBundle.map(bundle -> bundle.toAbsolutePath().normalize())));
    spec.commandLine().getOut().println("Saved the profile '" + name + "'.");
  }

  private static String askHost(Optional<Profile> before) {
    String defaultHost = before.map(Profile::host).orElse(Profile.DEFAULT_HOST).toString();
    String answer = terminal("--host").readLine("Host [%s]: ", defaultHost);
    return answer == null || answer.isBlank() ? defaultHost : answer;
  }

  private static String askKey() {
    char[] answer = terminal("--api-key").readPassword("API key: ");
    return answer == null ? "" : new String(answer);
  }

  private static Console terminal(String option) {
    return Terminal.find()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "There is no terminal to ask on: give " + option + ".", CommandFailure.USAGE));
  }
}
