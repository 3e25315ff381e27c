package dev.waybill.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");

  @Test
  void listsTheSettingsAsTheyAre() throws IOException {
    if (Boolean.getBoolean("waybill.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, ConfigurationPage.text());
    }

    assertThat(Files.readString(PAGE))
        .as(
            "docs/configuration.md is out of date; make it again with: ./mvnw -pl server -am test"
                + " -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dwaybill.write=true")
        .isEqualTo(ConfigurationPage.text());
  }
}
