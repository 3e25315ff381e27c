package dev.waybill.stores.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

class PosixTest {
  @Test
  void givesTextsInWhateverCharsetTheSystemHas() {
    Charset charset = Charset.forName("windows-1252");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = Posix.text(arena, "\u00e4b", charset);

      assertThat(text.toArray(ValueLayout.JAVA_BYTE)).containsExactly(0xe4, 'b', 0);
      assertThat(Posix.text(text, charset)).isEqualTo("\u00e4b");
    }
  }
}
