package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Samples;
import dev.waybill.fault.Fault;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.storage.Credentials.AccessKey;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KeyExchangeTest {
  private static final AccessKey FIRST = key("FIRST", "a", 1);
  private static final AccessKey SECOND = key("SECOND", "b", 2);
  private static final AccessKey THIRD = key("THIRD", "c", 3);
  private static final AccessKey FIRST_ANEW = key("FIRST", "other", 4);

  @Test
  void theKeyBeforeStaysBesideAnotherOne() {
    assertThat(exchange(FIRST, SECOND, KeyExchangeTest::notAsked)).isEqualTo(SECOND.after(FIRST));
  }

  @Test
  void aThirdKeyTakesThePlaceOfOneThatDoesNotWork() {
    assertThat(exchange(SECOND.after(FIRST), THIRD, KeyExchangeTest::refused))
        .isEqualTo(THIRD.after(FIRST));
  }

  @Test
  void aThirdKeyStaysBesideTheSecondOnceThatWorks() {
    assertThat(exchange(SECOND.after(FIRST), THIRD, KeyExchangeTest::works))
        .isEqualTo(THIRD.after(SECOND));
  }

  @Test
  void aThirdKeyTakesThePlaceOfOneThatMayNotWorkEverywhereYet() {
    assertThat(exchange(SECOND.after(FIRST), THIRD, KeyExchangeTest::worksSoFar))
        .isEqualTo(THIRD.after(FIRST));
    assertThat(
            exchange(SECOND.after(FIRST), key("SECOND", "wrong", 9), KeyExchangeTest::worksSoFar))
        .isEqualTo(key("SECOND", "wrong", 9).after(FIRST));
  }

  @Test
  void inDoubtTheKeyThatHasWorkedStays() {
    assertThat(exchange(SECOND.after(FIRST), THIRD, KeyExchangeTest::busy))
        .isEqualTo(THIRD.after(FIRST));
    assertThat(exchange(FIRST, FIRST_ANEW, KeyExchangeTest::busy))
        .isEqualTo(FIRST_ANEW.after(FIRST));
  }

  @Test
  void theSameKeyGivenAgainChangesNothing() {
    AccessKey both = SECOND.after(FIRST);

    assertThat(exchange(both, key("SECOND", "b", 9), KeyExchangeTest::notAsked)).isEqualTo(both);
    assertThat(exchange(FIRST, key("FIRST", "a", 9), KeyExchangeTest::notAsked)).isEqualTo(FIRST);
  }

  @Test
  void aCorrectedSecretLeavesTheKeyBeforeWhereItIs() {
    AccessKey corrected = key("SECOND", "right", 9);

    assertThat(exchange(SECOND.after(FIRST), corrected, KeyExchangeTest::refused))
        .isEqualTo(corrected.after(FIRST));
    assertThat(exchange(SECOND, corrected, KeyExchangeTest::refused)).isEqualTo(corrected);
  }

  @Test
  void aSecretThatWorksStaysBesideAnotherOfItsKey() {
    AccessKey mistyped = key("SECOND", "wrong", 9);

    assertThat(exchange(SECOND, mistyped, KeyExchangeTest::works))
        .isEqualTo(mistyped.after(SECOND));
    assertThat(exchange(SECOND.after(FIRST), mistyped, KeyExchangeTest::works))
        .isEqualTo(mistyped.after(SECOND));
  }

  @Test
  void aReturnToTheKeyBeforeWithAnotherSecretDropsNoneThatWorks() {
    assertThat(exchange(SECOND.after(FIRST), FIRST_ANEW, KeyExchangeTest::refused))
        .isEqualTo(FIRST_ANEW.after(FIRST));
    assertThat(exchange(SECOND.after(FIRST), FIRST_ANEW, KeyExchangeTest::works))
        .isEqualTo(FIRST_ANEW.after(SECOND));
  }

  @Test
  void theKeyBeforeMayComeBack() {
    AccessKey again = key("FIRST", "a", 9);

    assertThat(exchange(SECOND.after(FIRST), again, KeyExchangeTest::refused)).isEqualTo(FIRST);
    assertThat(exchange(SECOND.after(FIRST), again, KeyExchangeTest::busy)).isEqualTo(FIRST);
    assertThat(exchange(SECOND.after(FIRST), again, KeyExchangeTest::works))
        .isEqualTo(FIRST.after(SECOND));
  }

  @Test
  void noSecretGoesElsewhereThanItWasGivenFor() {
    assertThat(KeyExchange.elsewhere(SECOND.after(FIRST), key("SECOND", "b", 9))).isEqualTo(SECOND);
    assertThat(KeyExchange.elsewhere(SECOND.after(FIRST), THIRD)).isEqualTo(THIRD);
  }

  private static AccessKey exchange(
      AccessKey known, AccessKey given, Supplier<ConnectionTest> alone) {
    return KeyExchange.exchange(known, given, alone);
  }

  private static ConnectionTest works() {
    return ConnectionTest.passed(Samples.NOW);
  }

  private static ConnectionTest worksSoFar() {
    return ConnectionTest.passed(
        Samples.failure(Fault.CUSTOMER, ConnectionTest.NEW_ACCESS_KEY_NOT_PROVEN), Samples.NOW);
  }

  private static ConnectionTest refused() {
    return failed(Fault.CUSTOMER, "WRONG_SECRET");
  }

  private static ConnectionTest busy() {
    return failed(Fault.CAPACITY, "THROTTLED");
  }

  private static ConnectionTest notAsked() {
    throw new AssertionError("nothing needs a test");
  }

  private static ConnectionTest failed(Fault fault, String code) {
    return ConnectionTest.failed("No.", Samples.failure(fault, code), Samples.NOW);
  }

  private static AccessKey key(String id, String secret, long addedAt) {
    return new AccessKey(id, secret, Optional.of(Instant.ofEpochSecond(addedAt)), Optional.empty());
  }
}
