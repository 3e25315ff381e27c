package dev.waybill.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.time.SettableTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private final SettableTime time = new SettableTime();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, 100_000})
  void readsABodyUpToTheMost(int length) throws IOException {
    byte[] sent = new byte[length];

    assertThat(Pace.readUpTo(100_000, new ByteArrayInputStream(sent), time)).hasSize(length);
  }

  @Test
  void readsOfALargerOneJustEnoughToTell() throws IOException {
    var in = new ByteArrayInputStream(new byte[1 << 20]);

    assertThat(Pace.readUpTo(100_000, in, time)).hasSizeBetween(100_001, 120_000);
  }

  @Test
  void endsABodyOfWhichAByteComesNowAndThen() {
    InputStream dripping =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            time.advance(Duration.ofSeconds(20));
            bytes[offset] = 'x';
            return 1;
          }
        };

    requireTooSlow(dripping);
  }

  @Test
  void endsABodyThatStops() {
    requireTooSlow(failing(new SocketTimeoutException("nothing came")));
    requireTooSlow(failing(new IOException(new SocketTimeoutException("nothing came"))));
  }

  @Test
  void leavesAnotherFailureAsItIs() {
    var failure = new IOException("the connection was reset");

    assertThatThrownBy(() -> Pace.readUpTo(10, failing(failure), time)).isSameAs(failure);
  }

  private void requireTooSlow(InputStream in) {
    assertThatThrownBy(() -> Pace.readUpTo(1 << 20, in, time))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.TOO_SLOW));
  }

  private static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        throw failure;
      }
    };
  }
}
