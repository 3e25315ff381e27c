package dev.waybill.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import org.junit.jupiter.api.Test;

class BlockEncoderTest {
  private final Codec codec = GzipMembers.jdk();

  @Test
  void givesItsCompressorBackOnceHoweverOftenItIsClosed() {
    Encoder encoder = new BlockEncoder(codec, 1024, (_, _, _) -> {}, new Nowhere());

    encoder.close();
    encoder.close();

    try (BlockCompressor one = codec.take();
        BlockCompressor other = codec.take()) {
      assertThat(one).isNotSameAs(other);
    }
  }

  private static final class Nowhere implements ObjectUpload {
    @Override
    public void write(byte[] bytes, int offset, int length) {
      // Nobody reads it.
    }

    @Override
    public PutOutcome finish() {
      return new PutOutcome.Stored();
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
