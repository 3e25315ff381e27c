package dev.waybill.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.operation.Logs;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.settings.SettingsLoader;
import dev.waybill.server.settings.SettingsSource;
import dev.waybill.server.wiring.OperatorKeyFile;
import dev.waybill.server.wiring.StartFailedException;
import dev.waybill.server.wiring.WaybillServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstKeyIT {
  @TempDir Path folder;

  @Test
  void isLeftInAFileThatOnlyItsOwnerCanRead() throws IOException {
    Path data = folder.resolve("data");

    start(new OperatorKeyFile(data));

    Path file = data.resolve("operator-key");
    assertThat(Files.readString(file)).startsWith("wb_").endsWith("\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void isMadeOnce() throws IOException {
    Path data = folder.resolve("data");
    start(new OperatorKeyFile(data));
    Files.delete(data.resolve("operator-key"));

    start(new OperatorKeyFile(data));

    assertThat(data.resolve("operator-key")).doesNotExist();
  }

  @Test
  void isMadeAgainIfItCouldNotBeHandedOver() {
    assertThatThrownBy(() -> start(new OperatorKeyFile(folder.resolve("not-there"))))
        .isInstanceOf(StartFailedException.class);

    start(new OperatorKeyFile(folder.resolve("data")));

    assertThat(folder.resolve("data/operator-key")).exists();
  }

  private void start(FirstKey.Handover handover) {
    var overrides =
        Map.of(
            "server.port", "0",
            "management.port", "0",
            "data.directory", folder.resolve("data").toString());
    var source = new SettingsSource(Optional.empty(), Map.of(), overrides);
    Settings settings = SettingsLoader.load(source).settings();
    Logs.setUp(settings.log());
    WaybillServer.start(settings, handover).close();
  }
}
