package dev.waybill.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.waybill.manifest.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decompressed strictly, whatever the pieces are in which it is read. */
class ContentTest {
  private static final byte[] ONE = "one\n".getBytes(UTF_8);
  private static final byte[] TWO = "two, which is longer\n".getBytes(UTF_8);
  private static final byte[] LARGE = large();

  /** The kinds of compression. */
  enum Kind {
    GZIP,
    ZSTD;

    byte[] compressed(byte[] content) {
      return switch (this) {
        case GZIP -> gzip(content);
        case ZSTD -> Zstd.compress(content);
      };
    }

    Content of(StoredBytes stored) {
      return switch (this) {
        case GZIP -> new GzipContent(stored, new Inflater(true));
        case ZSTD -> new ZstdContent(stored, new ZstdDecompressCtx());
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void holdsAllMembers(Kind kind) throws IOException, DamagedObjectException {
    byte[] stored = join(kind.compressed(ONE), kind.compressed(new byte[0]), kind.compressed(TWO));

    assertThat(read(kind, stored, stored.length, 1000)).isEqualTo(join(ONE, TWO));
    assertThat(read(kind, stored, 1, 1)).isEqualTo(join(ONE, TWO));
    assertThat(read(kind, stored, 3, 2)).isEqualTo(join(ONE, TWO));
  }

  @ParameterizedTest
  @EnumSource
  void isReadThroughBuffersOfAnySize(Kind kind) throws IOException, DamagedObjectException {
    byte[] stored = join(kind.compressed(LARGE), kind.compressed(LARGE));

    for (int piece : new int[] {999, 65_536, 1 << 17, stored.length}) {
      for (int buffer : new int[] {1_000, 131_072, 4_000_000}) {
        assertThat(Sha256.of(read(kind, stored, piece, buffer)))
            .isEqualTo(Sha256.of(join(LARGE, LARGE)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isDamagedIfItEndsAnywhereElse(Kind kind) {
    byte[] first = kind.compressed(ONE);
    byte[] stored = join(first, kind.compressed(TWO));

    for (int length = 0; length < stored.length; length++) {
      if (length != first.length) {
        byte[] cut = Arrays.copyOf(stored, length);
        assertThatThrownBy(() -> read(kind, cut, 1000, 1000))
            .as("the first %d bytes", length)
            .isInstanceOf(DamagedObjectException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isDamagedIfAnythingFollows(Kind kind) {
    for (int more = 1; more <= 20; more++) {
      for (byte of : new byte[] {0, 'x', kind.compressed(ONE)[0]}) {
        byte[] garbage = new byte[more];
        Arrays.fill(garbage, of);
        byte[] stored = join(kind.compressed(ONE), garbage);

        assertThatThrownBy(() -> read(kind, stored, 1000, 1000))
            .as("%d bytes %d", more, of)
            .isInstanceOf(DamagedObjectException.class);
      }
    }
  }

  /** Its checksums see to it; of the header's bytes not all mean something. */
  @Test
  void isDamagedOrTheSameIfABitOfGzipIsFlipped() throws IOException {
    byte[] stored = gzip(TWO);
    for (int bit = 0; bit < stored.length * Byte.SIZE; bit++) {
      byte[] flipped = stored.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      try {
        assertThat(read(Kind.GZIP, flipped, 1000, 1000)).as("bit %d", bit).isEqualTo(TWO);
      } catch (DamagedObjectException damaged) {
        assertThat(damaged.reason()).isNotEmpty();
      }
    }
  }

  @Test
  void mayHaveAllFieldsThatAGzipHeaderMayHave() throws IOException, DamagedObjectException {
    byte[] fields = {0x1f, (byte) 0x8b, 8, 0x1f, 1, 2, 3, 4, 0, 3, 2, 0, 'e', 'x', 'n', 0, 'c', 0};
    CRC32 crc = new CRC32();
    crc.update(fields);
    byte[] check = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] plain = gzip(TWO);
    byte[] stored = join(fields, check, Arrays.copyOfRange(plain, 10, plain.length));

    assertThat(read(Kind.GZIP, stored, 1000, 1000)).isEqualTo(TWO);

    stored[fields.length] ^= 1;
    assertThatThrownBy(() -> read(Kind.GZIP, stored, 1000, 1000))
        .isInstanceOf(DamagedObjectException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x20, 0x40, 0x80})
  void isDamagedIfAGzipHeaderHasFlagsThatNobodyKnows(int flag) {
    byte[] stored = gzip(ONE);
    stored[3] |= (byte) flag;

    assertThatThrownBy(() -> read(Kind.GZIP, stored, 1000, 1000))
        .isInstanceOf(DamagedObjectException.class);
  }

  @Test
  void mayTakeAZstdWindowOf8MiBAndNoMore() throws IOException, DamagedObjectException {
    byte[] content = new byte[1_000_000];

    assertThat(read(Kind.ZSTD, streamedZstd(content, 23), 7, 1_000)).isEqualTo(content);
    assertThat(read(Kind.ZSTD, wholeZstd(content), 7, 1_000)).isEqualTo(content);
    for (byte[] stored : List.of(streamedZstd(content, 24), wholeZstd(new byte[(8 << 20) + 1]))) {
      byte[] second = join(wholeZstd(ONE), stored);
      for (int piece : new int[] {1, 1_000}) {
        assertThatThrownBy(() -> read(Kind.ZSTD, second, piece, 1_000))
            .isInstanceOf(DamagedObjectException.class)
            .hasMessageContaining("more than 8 MiB");
      }
    }
  }

  /** Its size is not known when its header is written, so that the header tells the window. */
  private static byte[] streamedZstd(byte[] content, int windowLog) throws IOException {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (ZstdOutputStreamNoFinalizer out = new ZstdOutputStreamNoFinalizer(stored)) {
      out.setWindowLog(windowLog);
      out.write(content);
    }
    return stored.toByteArray();
  }

  /** In one segment, whose window is all of it. */
  private static byte[] wholeZstd(byte[] content) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLong(24).compress(content);
    }
  }

  private static byte[] read(Kind kind, byte[] stored, int piece, int buffer)
      throws IOException, DamagedObjectException {
    StoredBytes bytes = new StoredBytes();
    bytes.begin(inPieces(stored, piece));
    Content content = kind.of(bytes);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] into = new byte[buffer + 2];
    int some = content.read(into, 1, buffer);
    while (some >= 0) {
      all.write(into, 1, some);
      some = content.read(into, 1, buffer);
    }
    assertThat(bytes.bytesRead()).isEqualTo(stored.length);
    assertThat(bytes.sha256()).isEqualTo(Sha256.of(stored));
    return all.toByteArray();
  }

  private static InputStream inPieces(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, most));
      }
    };
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(stored)) {
      out.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return stored.toByteArray();
  }

  private static byte[] large() {
    byte[] large = new byte[1_000_000];
    new Random(4).nextBytes(large);
    for (int i = 0; i < large.length; i++) {
      large[i] &= 0x0f;
    }
    return large;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
