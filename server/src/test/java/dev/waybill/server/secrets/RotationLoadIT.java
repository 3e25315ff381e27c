package dev.waybill.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationLoadIT {
  private static final int REQUESTS = 1_500;
  private static final int ROTATIONS = 3;

  @Test
  void noRequestFailsWhileTheKeyIsRotatedAndNoSecretIsLeftInClear(@TempDir Path folder)
      throws Exception {
    try (RotationLoad load = new RotationLoad(folder, REQUESTS, ROTATIONS)) {
      load.run();

      assertThat(load.requests()).isGreaterThanOrEqualTo(REQUESTS);
      assertThat(load.rotations()).isGreaterThan(ROTATIONS);
      assertThat(load.findings()).isEmpty();
    }
  }
}
