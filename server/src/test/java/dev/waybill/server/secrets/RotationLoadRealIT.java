package dev.waybill.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Drotation.requests=N} makes another number of requests. */
class RotationLoadRealIT {
  private static final int REQUESTS = Integer.getInteger("rotation.requests", 25_000);
  private static final int ROTATIONS = 100;

  @Test
  void noneOfManyRequestsFailsAndNoSecretIsLeftInClear(@TempDir Path folder) throws Exception {
    try (RotationLoad load = new RotationLoad(folder, REQUESTS, ROTATIONS)) {
      load.run();

      assertThat(load.requests()).isGreaterThanOrEqualTo(REQUESTS);
      assertThat(load.rotations()).isGreaterThan(ROTATIONS);
      assertThat(load.findings()).isEmpty();
    }
  }
}
