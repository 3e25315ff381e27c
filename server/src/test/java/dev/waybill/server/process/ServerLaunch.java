package dev.waybill.server.process;

import dev.waybill.stores.network.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a server process is started.
 *
 * @param folder holds the folder for exports, and what servers print
 * @param main the main class and its arguments
 * @param wrapper what to run the server under, such as {@code strace}; empty for nothing
 * @param settings variables of its environment
 */
public record ServerLaunch(
    Path folder,
    Path data,
    int port,
    List<String> main,
    List<String> wrapper,
    List<String> jvmOptions,
    Map<String, String> settings) {
  /** Most servers of tests are killed before better code would have been worth compiling. */
  private static final List<String> STARTS_FAST =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  public ServerLaunch {
    main = List.copyOf(main);
    wrapper = List.copyOf(wrapper);
    jvmOptions = List.copyOf(jvmOptions);
    settings = Map.copyOf(settings);
  }

  public ServerLaunch(Path folder, Path data, int port, List<String> main) {
    this(folder, data, port, main, List.of(), List.of(), Map.of());
  }

  public ServerLaunch under(List<String> command) {
    return new ServerLaunch(folder, data, port, main, command, jvmOptions, settings);
  }

  /** Besides those that make it start fast; of two that contradict, the last holds. */
  public ServerLaunch withJvmOptions(String... options) {
    return new ServerLaunch(folder, data, port, main, wrapper, List.of(options), settings);
  }

  /** Sets a variable of its environment. */
  public ServerLaunch with(String variable, Object value) {
    var more = new HashMap<>(settings);
    more.put(variable, value.toString());
    return new ServerLaunch(folder, data, port, main, wrapper, jvmOptions, more);
  }

  /** Not started yet; what it prints is added to that file. */
  ProcessBuilder process(Path output) throws IOException {
    Path exports = ServerProcess.exports(folder);
    Files.createDirectories(exports);
    var builder =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().put("WAYBILL_DATA_DIRECTORY", data.toString());
    builder.environment().put("WAYBILL_SERVER_PORT", Integer.toString(port));
    builder.environment().put("WAYBILL_MANAGEMENT_PORT", Integer.toString(otherPort()));
    builder.environment().put("WAYBILL_STORAGE_DIRECTORY_ROOTS", exports.toString());
    builder.environment().putAll(settings);
    return builder;
  }

  private int otherPort() throws IOException {
    int drawn = FreePort.draw();
    while (drawn == port) {
      drawn = FreePort.draw();
    }
    return drawn;
  }

  private List<String> command() {
    var command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(STARTS_FAST);
    command.addAll(jvmOptions);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(main);
    return command;
  }
}
