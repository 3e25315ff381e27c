package dev.waybill.server.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.time.SettableTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreCommandTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void saysInOneLineWhatIsNoPath() {
    assertThat(run("back\0up"))
        .containsExactly(
            "'back?up' cannot be a path (Nul character not allowed): give another one.");
    assertThat(run(folder.toString(), "--key-file", "\0"))
        .singleElement()
        .asString()
        .startsWith("'?' cannot be a path");
    assertThat(run(folder.toString(), "--data-directory", "\0")).hasSize(1);
  }

  @Test
  void saysInOneLineWhatIsNoBackup() throws IOException {
    Path backup = Files.createDirectory(folder.resolve("backup"));
    assertThat(run(backup.toString(), "--data-directory", folder.resolve("data").toString()))
        .singleElement()
        .asString()
        .contains("holds no complete backup");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  private List<String> run(String... arguments) {
    said.reset();
    PrintStream print = new PrintStream(said, true, UTF_8);
    new RestoreCommand(Map.of(), new SettableTime()::now, print, print).run(List.of(arguments));
    return said.toString(UTF_8).lines().toList();
  }
}
