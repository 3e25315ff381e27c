package dev.waybill.server.portal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.datadir.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogoFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\u0089PNG | image/png",
        "\u00ff\u00d8\u00ff\u00e0 | image/jpeg",
        "RIFF1234WEBPVP8 | image/webp",
        "<svg xmlns=''x''></svg> | image/svg+xml",
        "<?xml version=''1.0''?><!-- a --><svg ></svg> | image/svg+xml"
      })
  void knowsAnImageByWhatIsInIt(String content, String type) throws IOException {
    assertThat(LogoFile.read(write(content.getBytes(ISO_8859_1))).type()).isEqualTo(type);
  }

  @Test
  void refusesWhatIsNoImageTooLargeOrNotThere() throws IOException {
    assertThatThrownBy(() -> LogoFile.read(write("<html>".getBytes(ISO_8859_1))))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is no PNG, JPEG, WebP or SVG image: give one of these.");
    assertThatThrownBy(() -> LogoFile.read(write(new byte[(256 << 10) + 1])))
        .hasMessageContaining("has over 256 KiB: give a smaller one.");
    assertThatThrownBy(() -> LogoFile.read(folder.resolve("none")))
        .hasMessageContaining("cannot be read: give one that can, or none.");
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("logo"), bytes);
  }
}
