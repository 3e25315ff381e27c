package dev.waybill.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationLoadIT {
  private static final int REQUESTS = 1_500;

  @Test
  void noRequestFailsWhileTheKeyIsRotatedAndNoSecretIsLeftInClear(@TempDir Path folder)
      throws Exception {
    try (RotationLoad load = new RotationLoad(folder, REQUESTS)) {
      load.run();

      assertThat(load.requests()).isEqualTo(REQUESTS);
      assertThat(load.rotations()).isGreaterThan(3);
      assertThat(load.findings()).isEmpty();
    }
  }
}
