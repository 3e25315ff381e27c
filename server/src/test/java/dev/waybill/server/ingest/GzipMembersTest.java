package dev.waybill.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GzipMembersTest {

  @Property(tries = 100)
  void readsWhatJavaWrites(@ForAll byte[] first, @ForAll byte[] second) throws IOException {
    byte[] both = join(gzip(first), gzip(second));

    assertThat(read(both)).isEqualTo(join(first, second));
  }

  @Property(tries = 200)
  void neverEndsInAnythingButAnIoException(@ForAll byte[] noise) {
    try {
      read(noise);
    } catch (IOException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    }
  }

  @Test
  void passesOverNameExtraAndComment() throws IOException {
    byte[] plain = gzip("text".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3};
    byte[] optional = {2, 0, 9, 9, 'n', 0, 'c', 0, 7, 7};

    byte[] named = join(join(header, optional), Arrays.copyOfRange(plain, 10, plain.length));

    assertThat(read(named)).asString().isEqualTo("text");
  }

  @Test
  void refusesEveryCutAndEveryFlippedTrailer() throws IOException {
    byte[] gzip =
        gzip("some text that is compressed".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    for (int length = 0; length < gzip.length; length++) {
      byte[] cut = Arrays.copyOf(gzip, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
    }
    for (int i = gzip.length - 8; i < gzip.length; i++) {
      byte[] flipped = gzip.clone();
      flipped[i] ^= 1;
      assertThatThrownBy(() -> read(flipped)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesWhatFollowsTheLastMember() throws IOException {
    byte[] trailing = join(gzip(new byte[] {1}), new byte[] {0});

    assertThatThrownBy(() -> read(trailing)).isInstanceOf(IOException.class);
  }

  private static byte[] read(byte[] gzip) throws IOException {
    try (var members = new GzipMembers(gzip, gzip.length)) {
      return members.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
