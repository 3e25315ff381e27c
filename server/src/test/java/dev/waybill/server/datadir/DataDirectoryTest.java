package dev.waybill.server.datadir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
  private final Path folder;

  DataDirectoryTest(@TempDir Path temporary) {
    folder = temporary.resolve("above").resolve("waybill-data");
  }

  @Test
  void makesAFolderThatOnlyItsOwnerEnters() throws IOException {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      assertThat(directory.log()).isEmptyDirectory();
      assertThat(directory.keys()).isEmptyDirectory();
      assertThat(directory.controlPlane()).isEqualTo(folder.resolve("control.db")).doesNotExist();
    }
    assertThat(folder.resolve("format")).hasContent("waybill-data 1");
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("keys"))).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("format"))).isEqualTo("rw-------");
  }

  @Test
  void opensAgainWithWhatIsInIt() throws IOException {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      Files.writeString(directory.log().resolve("something"), "kept");
    }
    try (DataDirectory directory = DataDirectory.open(folder)) {
      assertThat(directory.log().resolve("something")).hasContent("kept");
    }
  }

  @Test
  void refusesASecondUseInTheSameProcess() {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      assertThatThrownBy(() -> DataDirectory.open(directory.path()))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("is in use by another Waybill server")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void refusesASecondProcessUntilTheFirstHasEnded() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).startsWith("holding");
      assertThatThrownBy(() -> DataDirectory.open(folder))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("is in use");
    } finally {
      other.destroyForcibly().waitFor();
    }
    DataDirectory.open(folder).close();
  }

  @Test
  void refusesANewerFormat() throws IOException {
    DataDirectory.open(folder).close();
    Files.writeString(folder.resolve("format"), "waybill-data 2\n");

    assertThatThrownBy(() -> DataDirectory.open(folder))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("has format 2")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "waybill-data", "waybill-data x", "waybill-data 99999999999"})
  void refusesADamagedFormat(String text) throws IOException {
    DataDirectory.open(folder).close();
    Files.writeString(folder.resolve("format"), text);

    assertThatThrownBy(() -> DataDirectory.open(folder))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void refusesAFolderOfOtherThings() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("letter\n.txt"), "dear");

    assertThatThrownBy(() -> DataDirectory.open(folder))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is not a Waybill data directory")
        .hasMessageNotContaining("\n");
    assertThat(folder.resolve("log")).doesNotExist();
  }

  @Test
  void refusesADirectoryThatLostItsFormat() throws IOException {
    DataDirectory.open(folder).close();
    Files.writeString(folder.resolve("keys").resolve("secrets.json"), "{}");
    Files.delete(folder.resolve("format"));

    assertThatThrownBy(() -> DataDirectory.open(folder)).isInstanceOf(StartRefusedException.class);
  }

  @Test
  void refusesAFileInItsPlace() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "a file");

    assertThatThrownBy(() -> DataDirectory.open(folder))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageNotContaining("\n");
  }

  /** Each number of steps that a power cut may leave behind. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void completesWhatACrashLeftUnfinished(int steps) throws IOException {
    Step[] creation = {
      () -> Files.createDirectories(folder),
      () -> Files.createFile(folder.resolve("lock")),
      () -> Files.createDirectory(folder.resolve("log")),
      () -> Files.createDirectory(folder.resolve("keys")),
      () -> Files.writeString(folder.resolve("format.unfinished"), "waybi"),
    };
    for (int i = 0; i < steps; i++) {
      creation[i].run();
    }

    DataDirectory.open(folder).close();

    assertThat(folder.resolve("format")).hasContent("waybill-data 1");
    assertThat(folder.resolve("format.unfinished")).doesNotExist();
    assertThat(folder.resolve("log")).isDirectory();
    assertThat(folder.resolve("keys")).isDirectory();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private interface Step {
    void run() throws IOException;
  }
}
