package dev.waybill.stores.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.auth.oauth2.AccessToken;
import dev.waybill.storage.GoogleKey;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private static final Holder OWN = new Holder.Own();
  private static final Holder KEY =
      new Holder.OfKey(new GoogleKey("writer@audit.example", "key-1", "secret"));

  private final SettableTime time = new SettableTime();
  private final Deque<Exception> faults = new ArrayDeque<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AccessTokens tokens = new AccessTokens(_ -> fetch(), time, time::now);

  @Test
  void renewsTheOwnTokenAtMostOnceInHalfAMinuteHoweverOftenItIsWished() throws IOException {
    assertThat(current(OWN)).isEqualTo("token-1");
    tokens.renew(OWN);
    assertThat(current(OWN)).isEqualTo("token-1");

    time.advance(Duration.ofSeconds(30));
    assertThat(current(OWN)).isEqualTo("token-2");
    tokens.renew(OWN);
    assertThat(current(OWN)).isEqualTo("token-2");
  }

  @Test
  void keepsTheOwnTokenWhenNoOtherCanBeHad() throws IOException {
    current(OWN);
    time.advance(Duration.ofMinutes(1));
    tokens.renew(OWN);
    faults.add(answered(400));
    assertThat(current(OWN)).isEqualTo("token-1");

    tokens.renew(OWN);
    assertThat(current(OWN)).isEqualTo("token-1");
    assertThat(asked).hasValue(2);
  }

  @Test
  void renewsTheTokenOfAKeyAtOnceWhenThatIsWished() throws IOException {
    current(KEY);
    tokens.renew(KEY);

    assertThat(current(KEY)).isEqualTo("token-2");
    assertThat(current(KEY)).isEqualTo("token-2");
  }

  @Test
  void keepsTheTokenOfAKeyWhenTheServiceIsBusyButNotWhenTheKeyIsRefused() throws IOException {
    current(KEY);
    for (int status : new int[] {408, 429, 503}) {
      tokens.renew(KEY);
      faults.add(answered(status));
      assertThat(current(KEY)).isEqualTo("token-1");
    }

    tokens.renew(KEY);
    IOException refusal = answered(400);
    faults.add(refusal);
    assertThat(catchThrowableOfType(IOException.class, () -> current(KEY))).isSameAs(refusal);
  }

  @Test
  void forgetsOnlyTheTokenThatWasRefused() throws IOException {
    current(OWN);
    tokens.forget(OWN, "token-0");
    assertThat(current(OWN)).isEqualTo("token-1");

    tokens.forget(OWN, "token-1");
    assertThat(current(OWN)).isEqualTo("token-2");
  }

  @Test
  void hasNoTokenWhereTheAnswerCannotBeUnderstood() throws IOException {
    RuntimeException fault = new IllegalArgumentException("no JSON");
    faults.add(fault);
    assertThat(catchThrowableOfType(IOException.class, () -> current(KEY))).hasCause(fault);

    assertThat(current(KEY)).isEqualTo("token-2");
    time.advance(Duration.ofMinutes(56));
    faults.add(fault);
    assertThat(current(KEY)).isEqualTo("token-2");
  }

  @Test
  void showsNoToken() {
    assertThat(new AccessTokens.Held("ya29.hush", 1).toString()).doesNotContain("hush");
  }

  @Test
  void signsInOnceAlsoWhenATokenIsWishedMeanwhile() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger mostAtOnce = new AtomicInteger();
    AccessTokens slow =
        new AccessTokens(
            _ -> {
              mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              begun.countDown();
              await(end);
              atOnce.decrementAndGet();
              return fetch();
            },
            time,
            time::now);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = threads.submit(() -> slow.current(KEY, deadline()));
      await(begun);
      slow.renew(KEY);
      Thread second = Thread.ofVirtual().start(() -> ask(slow));
      while (second.getState() != Thread.State.TIMED_WAITING && atOnce.get() < 2) {
        Thread.onSpinWait();
      }
      end.countDown();
      second.join();
      assertThat(first.get()).isEqualTo("token-1");
    }
    assertThat(mostAtOnce).hasValue(1);
    assertThat(asked).hasValue(2);
  }

  private void ask(AccessTokens from) {
    try {
      from.current(KEY, deadline());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String current(Holder holder) throws IOException {
    return tokens.current(holder, deadline());
  }

  private Deadline deadline() {
    return new Deadline(time, Duration.ofMinutes(1));
  }

  private AccessToken fetch() throws IOException {
    int number = asked.incrementAndGet();
    switch (faults.poll()) {
      case IOException fault -> throw fault;
      case RuntimeException fault -> throw fault;
      case null, default -> {}
    }
    return new AccessToken("token-" + number, Date.from(time.now().plus(Duration.ofHours(1))));
  }

  private static IOException answered(int status) {
    return new HttpResponseException.Builder(status, "", new HttpHeaders()).build();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new IOException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
