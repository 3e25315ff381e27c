package dev.waybill.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/** What holds for gzip, whoever compresses. */
abstract class GzipEncoderContract extends EncoderContract {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int TRAILER = 8;

  @Override
  protected Compression compression() {
    return Compression.GZIP;
  }

  @Override
  protected byte[] read(byte[] object) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(object))) {
      return in.readAllBytes();
    }
  }

  @Override
  protected byte[] readByProgram(byte[] object) throws IOException, InterruptedException {
    return Programs.output(object, List.of("gzip", "-dc"));
  }

  /** Follows the members one by one, and looks at their headers on the way. */
  @Override
  protected List<Integer> contentOfBlocks(byte[] object) throws IOException {
    List<Integer> sizes = new ArrayList<>();
    int at = 0;
    while (at < object.length) {
      byte[] header = new byte[HEADER.length];
      System.arraycopy(object, at, header, 0, header.length);
      assertThat(header).isEqualTo(HEADER);
      Inflater inflater = new Inflater(true);
      inflater.setInput(object, at + HEADER.length, object.length - at - HEADER.length);
      sizes.add(inflate(inflater).length);
      at += HEADER.length + Math.toIntExact(inflater.getBytesRead()) + TRAILER;
      inflater.end();
    }
    return sizes;
  }

  private static byte[] inflate(Inflater inflater) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[1000];
    try {
      while (!inflater.finished()) {
        content.write(buffer, 0, inflater.inflate(buffer));
      }
    } catch (DataFormatException e) {
      throw new IOException(e);
    }
    return content.toByteArray();
  }
}
