package dev.waybill.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.intel.gkl.compression.IntelDeflater;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Intel's library where this machine can load it, else the JDK's. */
class FastestGzipEncoderTest extends GzipEncoderContract {
  private final Encoders encoders = Encoders.ofThisMachine();

  @Override
  protected Encoders encoders() {
    return encoders;
  }

  @Test
  void isNamedByTheVersionThatIsOnTheClassPath() {
    String jar =
        Objects.requireNonNull(
                IntelDeflater.class.getProtectionDomain().getCodeSource().getLocation())
            .getPath();
    assertThat(jar).endsWith("/gkl-" + GzipMembers.GKL_VERSION + ".jar");
  }

  @Test
  void isIntelsOnLinuxOnX86() {
    boolean intel =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    assertThat(encoders.preferred(Compression.GZIP)).isEqualTo(intel ? "gkl-0.9.1-2" : "jdk-6");
  }
}
