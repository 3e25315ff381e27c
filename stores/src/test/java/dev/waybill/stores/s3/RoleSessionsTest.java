package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.RoleArn;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class RoleSessionsTest {
  private static final RoleArn ROLE = new RoleArn("arn:aws:iam::111122223333:role/audit/writer");
  private static final String REGION = "eu-central-1";

  private final SettableTime time = new SettableTime();
  private final List<AssumedRole> asked = new ArrayList<>();
  private final RoleSessions sessions = new RoleSessions(this::assume, time);
  private final AssumedRole role = new AssumedRole(ROLE, UUID.randomUUID());
  private Optional<NoSessionException> refusal = Optional.empty();

  @Test
  void assumesARoleOnceForManyRequests() {
    RoleSession first = current(role);

    assertThat(current(role)).isSameAs(first);
    assertThat(asked).containsExactly(role);
  }

  @Test
  void keepsIntegrationsAndRegionsApart() {
    AssumedRole another = new AssumedRole(ROLE, UUID.randomUUID());

    assertThat(List.of(current(role), current(another), current(role)))
        .extracting(session -> session.keys().accessKeyId())
        .containsExactly("key-1", "key-2", "key-1");
    assertThat(sessions.current(role, "us-east-1", deadline()).keys().accessKeyId())
        .isEqualTo("key-3");
  }

  @Test
  void renewsLongBeforeTheEnd() {
    RoleSession first = current(role);
    time.advance(Duration.ofMinutes(44));
    assertThat(current(role)).isSameAs(first);
    time.advance(Duration.ofMinutes(2));

    assertThat(current(role)).isNotSameAs(first);
    assertThat(asked).hasSize(2);
  }

  @Test
  void goesOnWithTheSessionItHasWhileNobodyAnswers() {
    RoleSession first = current(role);
    time.advance(Duration.ofMinutes(50));
    refusal = Optional.of(new NoSessionException(failure(Fault.CAPACITY)));

    assertThat(current(role)).isSameAs(first);
    assertThat(current(role)).as("not asked again at once").isSameAs(first);
    assertThat(asked).hasSize(2);
    time.advance(Duration.ofSeconds(31));
    assertThat(current(role)).isSameAs(first);
    assertThat(asked).hasSize(3);
    time.advance(Duration.ofMinutes(9));
    assertThatThrownBy(() -> current(role)).isSameAs(refusal.orElseThrow());
  }

  @Test
  void dropsTheSessionWhenTheRoleIsRefused() {
    RoleSession first = current(role);
    time.advance(Duration.ofMinutes(50));
    refusal =
        Optional.of(
            new NoSessionException(
                failure(Fault.CUSTOMER), AwsServiceException.builder().statusCode(403).build()));

    assertThatThrownBy(() -> current(role)).isSameAs(refusal.orElseThrow());
    refusal = Optional.empty();
    assertThat(current(role)).isNotSameAs(first);
  }

  @Test
  void forgetsASessionUnlessThereIsANewerOne() {
    RoleSession first = current(role);
    sessions.forget(role, REGION, first);
    RoleSession second = current(role);
    sessions.forget(role, REGION, first);

    assertThat(current(role)).isSameAs(second).isNotSameAs(first);
    sessions.forget(role, REGION);
    assertThat(current(role)).isNotSameAs(second);
  }

  @Test
  void keepsABoundedNumber() {
    RoleSession first = current(role);
    for (int other = 0; other < RoleSessions.MOST; other++) {
      assertThat(current(new AssumedRole(ROLE, new UUID(0, other)))).isNotSameAs(first);
    }

    assertThat(current(role)).isNotSameAs(first);
  }

  @Test
  void letsOneRequestDoForAllWhoWait() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RoleSessions slow =
        new RoleSessions(
            (assumed, region, deadline) -> {
              underWay.countDown();
              await(goOn);
              return assume(assumed, region, deadline);
            },
            time);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<RoleSession> first = threads.submit(() -> slow.current(role, REGION, deadline()));
      underWay.await();
      Future<RoleSession> second = threads.submit(() -> slow.current(role, REGION, deadline()));
      assertThatThrownBy(() -> slow.current(role, REGION, new Deadline(time, Duration.ofMillis(1))))
          .isInstanceOfSatisfying(
              NoSessionException.class, e -> assertThat(e.failure().code()).isEqualTo("TIMEOUT"));
      goOn.countDown();

      assertThat(second.get()).isSameAs(first.get());
    }
    assertThat(asked).hasSize(1);
  }

  @Test
  void showsNoSecret() {
    assertThat(current(role).toString()).contains("key-1").doesNotContain("secret", "token");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private RoleSession current(AssumedRole of) {
    return sessions.current(of, REGION, deadline());
  }

  private Deadline deadline() {
    return new Deadline(time, Duration.ofSeconds(30));
  }

  private RoleSession assume(AssumedRole of, String region, Deadline deadline) {
    assertThat(region).isNotEmpty();
    assertThat(deadline.remaining()).isPositive();
    asked.add(of);
    refusal.ifPresent(
        e -> {
          throw e;
        });
    return new RoleSession(
        AwsSessionCredentials.create("key-" + asked.size(), "secret", "token"),
        time.now(),
        time.now().plus(Duration.ofHours(1)));
  }

  private static Failure failure(Fault fault) {
    return new Failure(fault, Stage.ASSUME_ROLE, "CODE", "It did not work.", "");
  }
}
