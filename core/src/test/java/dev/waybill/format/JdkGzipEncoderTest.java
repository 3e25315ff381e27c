package dev.waybill.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JdkGzipEncoderTest extends GzipEncoderContract {
  private final Encoders encoders = Encoders.portable();

  @Override
  protected Encoders encoders() {
    return encoders;
  }

  @Test
  void isNamedByItsLevel() {
    assertThat(encoders.preferred(Compression.GZIP)).isEqualTo("jdk-6");
    assertThat(encoders.preferred(Compression.NONE)).isEqualTo("none");
  }
}
