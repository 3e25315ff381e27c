package dev.waybill.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.limits.Pace;
import dev.waybill.time.SettableTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyTest {
  private static final int MIB = 1 << 20;
  private static final int LIMIT = 8 * MIB;

  private final SettableTime time = new SettableTime();
  private final BodyMemory memory = new BodyMemory(4L * LIMIT, LIMIT + 1);

  @Test
  void readsABodyOfAnyLengthWhateverWasAnnounced() throws IOException {
    Random random = new Random(1);
    for (int length : new int[] {0, 1, 65_535, 65_536, MIB - 1, MIB, MIB + 1, LIMIT}) {
      byte[] sent = new byte[length];
      random.nextBytes(sent);
      for (long announced : new long[] {Body.unknownLength(), 0, length, LIMIT, Long.MAX_VALUE}) {
        try (Body body = new Body(memory, "a", LIMIT, announced)) {
          body.readAll(new ByteArrayInputStream(sent), Pace.start(time));
          assertThat(Arrays.copyOf(body.bytes(), body.length())).isEqualTo(sent);
        }
      }
    }
    assertThat(memory.used()).isZero();
  }

  @Test
  void holdsLittleForWhatIsOnlyAnnounced() {
    try (Body body = new Body(memory, "a", LIMIT, LIMIT)) {
      assertThat(body.length()).isZero();
      assertThat(memory.used()).isEqualTo(2 * MIB);
    }
  }

  @Test
  void refusesMoreThanTheLimit() {
    try (Body body = new Body(memory, "a", LIMIT, Body.unknownLength())) {
      InputStream tooMuch = new ByteArrayInputStream(new byte[LIMIT + 1]);
      assertRefused(body, tooMuch, ProblemCode.TOO_LARGE);
    }
    assertThat(memory.used()).isZero();
  }

  @Test
  void refusesASenderWhoKeepsSendingTooLittle() {
    try (Body body = new Body(memory, "a", LIMIT, LIMIT)) {
      assertRefused(body, aByteEvery(Duration.ofSeconds(10)), ProblemCode.TOO_SLOW);
      assertThat(body.length()).isLessThan(10);
    }
    assertThat(memory.used()).isZero();
  }

  @Test
  void waitsForASlowSenderWhoKeepsThePace() throws IOException {
    InputStream slow =
        new ByteArrayInputStream(new byte[2 * MIB]) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            time.advance(Duration.ofSeconds(1));
            return super.read(bytes, offset, Math.min(length, 20_000));
          }
        };
    try (Body body = new Body(memory, "a", LIMIT, 2 * MIB)) {
      body.readAll(slow, Pace.start(time));
      assertThat(body.length()).isEqualTo(2 * MIB);
    }
  }

  private InputStream aByteEvery(Duration pause) {
    return new InputStream() {
      @Override
      public int read() {
        time.advance(pause);
        return 'x';
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        bytes[offset] = (byte) read();
        return 1;
      }
    };
  }

  private void assertRefused(Body body, InputStream in, ProblemCode code) {
    assertThatThrownBy(() -> body.readAll(in, Pace.start(time)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(code));
  }
}
