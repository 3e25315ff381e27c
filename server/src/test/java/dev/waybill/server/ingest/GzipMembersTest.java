package dev.waybill.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
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

  @Property(tries = 500)
  void readsWhatTheFuzzerStartsWithAndWhatIsLikeIt(@ForAll int place, @ForAll byte with) {
    for (byte[] seed : GzipFuzz.seeds()) {
      GzipFuzz.fuzzerTestOneInput(seed);
      seed[Math.floorMod(place, seed.length)] = with;
      GzipFuzz.fuzzerTestOneInput(seed);
    }
  }

  /** RFC 1952, 2.3.1.2: they may announce fields that would be read as data. */
  @Test
  void refusesFlagsThatHaveNoMeaningYet() throws IOException {
    for (int flag = 0x20; flag <= 0x80; flag <<= 1) {
      byte[] gzip = gzip(new byte[] {1});
      gzip[3] |= (byte) flag;

      assertThatThrownBy(() -> read(gzip)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void passesOverNameExtraAndComment() throws IOException {
    assertThat(read(withAllFields(0))).asString().isEqualTo("text");
  }

  @Test
  void refusesAHeaderWhoseCheckSumIsWrong() throws IOException {
    byte[] gzip = withAllFields(1);

    assertThatThrownBy(() -> read(gzip)).isInstanceOf(IOException.class);
  }

  private static byte[] withAllFields(int error) throws IOException {
    byte[] plain = gzip("text".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    byte[] fixed = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3};
    byte[] header = join(fixed, new byte[] {2, 0, 9, 9, 'n', 0, 'c', 0});
    var crc = new CRC32();
    crc.update(header);
    long sum = crc.getValue() ^ error;
    byte[] checked = join(header, new byte[] {(byte) sum, (byte) (sum >> 8)});
    return join(checked, Arrays.copyOfRange(plain, 10, plain.length));
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
