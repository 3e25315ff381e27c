package dev.waybill.stores.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A program of a cloud's that only notes how it was called and answers what it is told.
 *
 * @param name by which scripts call it
 * @param answers lines of bash that see its arguments
 */
public record StandIn(String name, String answers) {
  private static final String NOTE =
      """
      #!/usr/bin/env bash
      { printf '%s\\037' "$@"; printf '\\036'; } >>calls
      """;

  /** What a script did. */
  public record Ran(int exitCode, String out, String err, List<List<String>> calls) {
    /** The only call that begins with these words. */
    public List<String> call(String... words) {
      List<List<String>> found =
          calls.stream()
              .filter(call -> call.size() >= words.length)
              .filter(call -> call.subList(0, words.length).equals(List.of(words)))
              .toList();
      if (found.size() != 1) {
        throw new AssertionError(found.size() + " calls of " + List.of(words) + " in " + calls);
      }
      return found.getFirst();
    }

    /** What follows an option in a call. */
    public static String option(List<String> call, String name) {
      return call.get(call.indexOf(name) + 1);
    }
  }

  /** Runs a script in a folder with this program before all others. */
  public Ran run(String script, Path folder) throws IOException, InterruptedException {
    Path program = Files.writeString(folder.resolve(name), NOTE + answers);
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + program + " executable");
    }
    Path calls = Files.writeString(folder.resolve("calls"), "");
    Path err = folder.resolve("err");
    var bash =
        new ProcessBuilder("bash", Files.writeString(folder.resolve("setup.sh"), script).toString())
            .directory(folder.toFile())
            .redirectError(err.toFile());
    bash.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    Process process = bash.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exitCode = process.waitFor();
    return new Ran(exitCode, out, Files.readString(err), noted(Files.readString(calls)));
  }

  private static List<List<String>> noted(String text) {
    return Arrays.stream(text.split("\u001e"))
        .filter(call -> !call.isEmpty())
        .map(call -> List.of(call.split("\u001f")))
        .toList();
  }
}
