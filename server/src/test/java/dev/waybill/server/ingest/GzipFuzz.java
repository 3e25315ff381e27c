package dev.waybill.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies that are said to be gzip; and, after the byte 'P', content that is packed here. */
public final class GzipFuzz {
  static final List<String> WORDS = List.of("\u0000\u0000\u0000\u0000", "P", "\u0008");

  private static final int MOST = 1 << 20;

  private GzipFuzz() {}

  /** Throws if the JDK's own stream reads anything else from what is taken. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0 && input[0] == 'P') {
      int middle = 1 + input.length / 2;
      byte[] first = Arrays.copyOfRange(input, 1, middle);
      byte[] second = Arrays.copyOfRange(input, middle, input.length);
      assertThat(read(join(gzip(first), gzip(second)))).hasValue(join(first, second));
    }
    Optional<byte[]> taken = read(input);
    if (taken.isPresent() && taken.get().length < MOST) {
      assertThat(withJdk(input)).isEqualTo(taken.get());
    }
  }

  private static Optional<byte[]> read(byte[] gzip) {
    try (var members = new GzipMembers(gzip, gzip.length)) {
      return Optional.of(members.readNBytes(MOST));
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }

  private static byte[] withJdk(byte[] gzip) {
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<byte[]> seeds() {
    byte[] text = "{\"eventName\":\"x\"}\n".repeat(9).getBytes(UTF_8);
    byte[] named = gzip(text);
    named[3] = 8; // the name is what follows, up to a zero
    return List.of(
        gzip(text),
        join(gzip(text), gzip(new byte[0])),
        gzip(new byte[100]),
        named,
        join("P".getBytes(UTF_8), text));
  }

  private static byte[] gzip(byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
