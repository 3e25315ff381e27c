package dev.waybill.server.datadir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryInRestoreTest {
  private final Path folder;

  DirectoryInRestoreTest(@TempDir Path temporary) {
    folder = temporary.resolve("restored");
  }

  @Test
  void isRefusedWithTheSameAdviceIfItsBeginningWasCutOff() throws IOException {
    DirectoryInRestore.begin(folder).close();
    Files.move(folder.resolve("restoring"), folder.resolve("restoring.unfinished"));

    assertThatThrownBy(() -> DataDirectory.open(folder))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageEndingWith("did not finish: delete the folder and restore again.");
    assertThatThrownBy(() -> DirectoryInRestore.begin(folder))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageEndingWith("did not finish: delete the folder and restore again.");
  }

  @Test
  void canBeBegunAgainAfterItWasEmptied() throws IOException {
    try (DirectoryInRestore directory = DirectoryInRestore.begin(folder)) {
      Files.createDirectory(directory.log());
      Files.writeString(directory.log().resolve("something"), "restored");
      DataDirectory.writeFormat(directory.path());

      directory.empty();
    }

    assertThat(folder.toFile().list()).containsExactly("lock");
    DirectoryInRestore.begin(folder).close();
  }
}
