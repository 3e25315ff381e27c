package dev.waybill.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs Jazzer on a target: a public class with a method {@code fuzzerTestOneInput(byte[])} that
 * throws if an input is read wrongly. Jazzer looks which branches an input takes and changes those
 * that took new ones, starting with the target's seeds.
 *
 * <p>It runs in a process of its own: it changes the classes it watches, and ends the process that
 * finds something. One seed draws the same numbers: {@code -Dfuzz.seed=S -Dfuzz.runs=N}.
 */
public final class Fuzzing {
  private static final long SEED = Long.getLong("fuzz.seed", 1 + (System.nanoTime() & 0x3fff_ffff));
  private static final long RUNS = Long.getLong("fuzz.runs", 300_000);
  private static final int LONGEST_INPUT = 2_048;
  private static final int SECONDS_FOR_ONE_INPUT = 10;
  private static final int MOST_SHOWN = 6_000;

  private Fuzzing() {}

  /**
   * Expects that the target is content with all inputs.
   *
   * @param seeds inputs to start with
   * @param words what a change may put in
   */
  public static void run(Class<?> target, List<byte[]> seeds, List<String> words)
      throws IOException, InterruptedException {
    Path folder =
        Files.createTempDirectory(
            Files.createDirectories(Path.of("target", "fuzz")), target.getSimpleName() + "-");
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(corpus.resolve("seed-" + i), seeds.get(i));
    }
    Path dictionary = folder.resolve("dictionary");
    Files.write(dictionary, words.stream().map(Fuzzing::quoted).toList());
    Path log = folder.resolve("log");

    int exit = exitCode(target, folder, corpus, dictionary, log);

    String text = Files.readString(log, UTF_8);
    assertThat(exit == 0 && text.contains("Done " + RUNS + " runs"))
        .as(
            "%s, -Dfuzz.seed=%d, exit code %d; the input is in %s: make it a test, and a seed.%n%s",
            target.getSimpleName(),
            SEED,
            exit,
            folder,
            text.substring(Math.max(0, text.length() - MOST_SHOWN)))
        .isTrue();
  }

  private static int exitCode(Class<?> target, Path folder, Path corpus, Path dictionary, Path log)
      throws IOException, InterruptedException {
    Process jazzer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.waybill.**",
                "-runs=" + RUNS,
                "-seed=" + SEED,
                "-max_len=" + LONGEST_INPUT,
                "-timeout=" + SECONDS_FOR_ONE_INPUT,
                "-use_value_profile=1",
                "-dict=" + dictionary,
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator,
                corpus.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return jazzer.waitFor(30, TimeUnit.MINUTES) ? jazzer.exitValue() : -1;
    } finally {
      jazzer.destroyForcibly();
    }
  }

  /** As libFuzzer reads words. */
  private static String quoted(String word) {
    StringBuilder quoted = new StringBuilder("\"");
    for (byte b : word.getBytes(UTF_8)) {
      quoted.append(String.format("\\x%02x", b));
    }
    return quoted.append('"').toString();
  }
}
