package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigureTest {
  @TempDir private Path folder;

  @Test
  void savesProfilesThatOnlyTheOwnerCanRead() throws IOException {
    Path file = folder.resolve(".waybillcfg.yaml");

    Ran first = configure(file, "default", "http://127.0.0.1:8080", "wb_one");
    Ran second = configure(file, "prod", "https://waybill.example.com", "wb_two");

    assertThat(first.exitCode()).isZero();
    assertThat(second.out()).isEqualTo("Saved the profile 'prod'.\n");
    assertThat(Files.readString(file)).contains("wb_one", "wb_two", "https://waybill.example.com");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesAHostThatIsNotAUrl() {
    Path file = folder.resolve(".waybillcfg.yaml");

    Ran ran = configure(file, "default", "waybill.example.com", "wb_one");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("is not a URL").hasLineCount(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void asksToConfigureAProfileThatDoesNotExist() {
    Ran ran =
        Ran.command(
            "admin", "tenant", "list", "-p", "nowhere", "--config", folder.resolve("x").toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo("waybill: There is no profile 'nowhere': run 'waybill configure -p nowhere'.\n");
  }

  @Test
  void saysWhichFileIsBroken() throws IOException {
    Path file = Files.writeString(folder.resolve("broken.yaml"), "profiles: [\"");

    Ran ran = Ran.command("admin", "tenant", "list", "--config", file.toString());

    assertThat(ran.err()).contains("Cannot read the profiles in " + file).hasLineCount(1);
  }

  @Test
  void replacesAProfileThatIsWrong() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("wrong.yaml"), "profiles: {default: {host: foo, apiKey: x}}");

    assertThat(configure(file, "default", "http://127.0.0.1:8080", "wb_one").exitCode()).isZero();
    assertThat(Files.readString(file)).contains("wb_one").doesNotContain("foo");
  }

  private static Ran configure(Path file, String profile, String host, String key) {
    return Ran.command(
        "configure", "-p", profile, "--host", host, "--api-key", key, "--config", file.toString());
  }
}
