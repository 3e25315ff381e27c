package dev.waybill.manifest;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The target of the fuzzer, on its seeds and on all that differ from them a little. */
class DocumentFuzzTest {
  private static final byte[] OTHERS = {0, '\n', '\r', ' ', '"', '0', '9', 'A', '/', '.', -1};

  @Test
  void seedsAreReadWell() {
    DocumentFuzz.seeds().forEach(DocumentFuzz::fuzzerTestOneInput);
  }

  @Test
  void seedsWithAnyByteChangedOrCutOffAreReadWell() {
    for (byte[] seed : DocumentFuzz.seeds()) {
      for (int at = 0; at < seed.length; at++) {
        DocumentFuzz.fuzzerTestOneInput(Arrays.copyOf(seed, at));
        for (byte other : OTHERS) {
          byte[] changed = seed.clone();
          changed[at] = other;
          DocumentFuzz.fuzzerTestOneInput(changed);
        }
      }
    }
  }
}
