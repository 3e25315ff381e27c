package dev.waybill.cli;

import dev.waybill.cli.client.Profile;
import dev.waybill.cli.client.ProfileFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** What a command did: its exit code and what it printed. */
record Ran(int exitCode, String out, String err) {

  static Ran command(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments);
    command.getOut().flush();
    return new Ran(exitCode, out.toString(), err.toString());
  }

  /** Runs a command against a server, with the key {@code wb_test}. */
  static Ran against(String host, Path folder, String... arguments) {
    Path profiles = folder.resolve("profiles.yaml");
    new ProfileFile(profiles)
        .save(
            ProfileFile.DEFAULT_PROFILE,
            new Profile(URI.create(host), "wb_test", Optional.empty()));
    var all = new ArrayList<>(List.of(arguments));
    all.add("--config");
    all.add(profiles.toString());
    return command(all.toArray(String[]::new));
  }
}
