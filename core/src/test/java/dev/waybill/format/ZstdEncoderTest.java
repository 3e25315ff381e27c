package dev.waybill.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZstdEncoderTest extends EncoderContract {
  private final Encoders encoders = Encoders.portable();

  @Override
  protected Encoders encoders() {
    return encoders;
  }

  @Override
  protected Compression compression() {
    return Compression.ZSTD;
  }

  @Override
  protected byte[] read(byte[] object) throws IOException {
    try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(object))) {
      return in.readAllBytes();
    }
  }

  /** The zstd program is not everywhere; its own library reads frame by frame instead. */
  @Override
  protected byte[] readByProgram(byte[] object) throws IOException {
    return read(object);
  }

  @Override
  protected List<Integer> contentOfBlocks(byte[] object) {
    List<Integer> sizes = new ArrayList<>();
    int at = 0;
    while (at < object.length) {
      byte[] rest = Arrays.copyOfRange(object, at, object.length);
      sizes.add(Math.toIntExact(Zstd.getFrameContentSize(rest)));
      at += Math.toIntExact(Zstd.findFrameCompressedSize(rest));
    }
    return sizes;
  }

  @Test
  void isNamedByTheLibrarysVersionAndItsLevel() {
    assertThat(encoders.preferred(Compression.ZSTD)).matches("zstd-\\d+\\.\\d+\\.\\d+-3");
  }
}
