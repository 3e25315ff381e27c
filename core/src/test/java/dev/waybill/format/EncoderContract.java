package dev.waybill.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.InMemoryObjectStore;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every encoder must do: whatever went in comes out, at every size, for every reader. */
public abstract class EncoderContract {
  private static final int BLOCK = 4096;
  private static final ObjectKey KEY = new ObjectKey("object");

  protected abstract Encoders encoders();

  protected abstract Compression compression();

  /** What a reader of our own language gets out of an object. */
  protected abstract byte[] read(byte[] object) throws IOException;

  /** What a program gets out of an object. */
  protected abstract byte[] readByProgram(byte[] object) throws IOException, InterruptedException;

  /** Where the blocks of an object end, as far as the format shows it. */
  protected abstract List<Integer> contentOfBlocks(byte[] object) throws IOException;

  static Stream<Integer> sizes() {
    return Stream.of(1, 2, 100)
        .map(blocks -> blocks * BLOCK)
        .flatMap(size -> IntStream.rangeClosed(-1, 1).mapToObj(by -> size + by))
        .flatMap(size -> size == BLOCK - 1 ? Stream.of(1, 2, 3, size) : Stream.of(size));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void givesLinesBackAtEverySize(int size) throws Exception {
    assertComesBack(lines(size), BLOCK);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void givesIncompressibleBytesBackAtEverySize(int size) throws Exception {
    assertComesBack(noise(size), BLOCK);
  }

  @Test
  void givesABlockOfTheUsualSizeBackWhateverIsInIt() throws Exception {
    int block = 1 << 20;
    assertComesBack(noise(2 * block + 1), block);
    assertComesBack(lines(2 * block + 1), block);
    assertComesBack(new byte[2 * block + 1], block);
  }

  @Test
  void cutsBlocksByUncompressedBytesAlone() throws Exception {
    byte[] content = lines(3 * BLOCK + 10);

    List<Integer> expected = List.of(BLOCK, BLOCK, BLOCK, 10);
    assertThat(contentOfBlocks(encode(content, BLOCK, 1))).isEqualTo(expected);
    assertThat(contentOfBlocks(encode(content, BLOCK, 9_000))).isEqualTo(expected);
    assertThat(encode(content, BLOCK, 1)).isEqualTo(encode(content, BLOCK, 9_000));
  }

  @Test
  void makesTheSameBytesFromACompressorThatWasUsedBefore() {
    byte[] content = lines(BLOCK + 7);
    byte[] first = encode(content, BLOCK, 500);
    encode(noise(3 * BLOCK), BLOCK, 500);

    assertThat(encode(content, BLOCK, 500)).isEqualTo(first);
  }

  @Test
  void holdsAndStoresNoMoreThanItSays() {
    byte[] noise = noise(5 * BLOCK + 1);
    byte[] stored = encode(noise, BLOCK, 777);

    String encoder = encoders().preferred(compression());
    assertThat((long) stored.length)
        .isLessThanOrEqualTo(encoders().storedBound(compression(), encoder, BLOCK, noise.length));
    assertThat(encoders().heldBytes(compression(), encoder, BLOCK, 10))
        .isLessThan(encoders().heldBytes(compression(), encoder, BLOCK, BLOCK));
  }

  @Test
  void encodesAJobThatWasPinnedElsewhere() throws Exception {
    byte[] content = lines(1000);
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (Encoder encoder =
        encoders().open(compression(), "other-9.9-9", BLOCK, content.length, into(object))) {
      encoder.append(content, 0, content.length);
      encoder.finish();
    }
    assertThat(read(object.toByteArray())).isEqualTo(content);
  }

  @Test
  void sendsNothingWhenClosedEarly() {
    InMemoryObjectStore store = new InMemoryObjectStore();
    ObjectUpload upload = store.begin(KEY);
    try (Encoder encoder =
        encoders().open(compression(), encoders().preferred(compression()), BLOCK, 10, upload)) {
      encoder.append(new byte[5], 0, 5);
      assertThat(encoder.storedBytes()).isZero();
    }
    upload.close();
    assertThat(store.objects()).isEmpty();
  }

  private void assertComesBack(byte[] content, int block) throws Exception {
    byte[] object = encode(content, block, 1001);
    assertThat(read(object)).isEqualTo(content);
    assertThat(readByProgram(object)).isEqualTo(content);
  }

  private byte[] encode(byte[] content, int block, int piece) {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    String pinned = encoders().preferred(compression());
    try (Encoder encoder =
        encoders().open(compression(), pinned, block, content.length, into(object))) {
      for (int at = 0; at < content.length; at += piece) {
        encoder.append(content, at, Math.min(piece, content.length - at));
      }
      encoder.finish();
      assertThat(encoder.storedBytes()).isEqualTo(object.size());
    }
    return object.toByteArray();
  }

  private static ObjectUpload into(ByteArrayOutputStream object) {
    return new ObjectUpload() {
      @Override
      public void write(byte[] bytes, int offset, int length) {
        object.write(bytes, offset, length);
      }

      @Override
      public PutOutcome finish() {
        return new PutOutcome.Stored();
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  /** Exactly {@code size} bytes of text that looks like events. */
  private static byte[] lines(int size) {
    StringBuilder text = new StringBuilder(size + 100);
    Random random = new Random(42);
    while (text.length() < size) {
      text.append("{\"eventID\":\"QUERY-AUDIT-").append(random.nextInt(1_000_000));
      text.append("\",\"eventTime\":").append(1_790_000_000_000L + random.nextInt(100_000));
      text.append("}\n");
    }
    return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
