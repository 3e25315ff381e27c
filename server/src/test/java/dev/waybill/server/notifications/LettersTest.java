package dev.waybill.server.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.notifications.Letter.Fact;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LettersTest {

  @Test
  void thereIsOneForEachKindThatPeopleAreToldOf() {
    assertThat(SampleNotifications.all())
        .allSatisfy(
            notification ->
                assertThat(Letters.of(notification).isPresent())
                    .isEqualTo(notification.type().isMailed()));
  }

  @Test
  void areTheSameAfterTheyWaited() {
    assertThat(SampleNotifications.all().stream().flatMap(each -> Letters.of(each).stream()))
        .allSatisfy(
            letter -> assertThat(LetterJson.read(LetterJson.write(letter))).isEqualTo(letter));
  }

  @Test
  void sayOfARoleWhomToTrust() {
    Letter letter = Letters.of(SampleNotifications.all().getFirst()).orElseThrow();

    assertThat(letter.facts())
        .contains(
            new Fact("External id", "7f3a91c2-5b4e-4d0a-9f61-2c8de5b07a14"),
            new Fact("Principal to trust", "arn:aws:iam::111122223333:role/waybill"));
    assertThat(letter.advice()).contains("sts:ExternalId");
  }

  @Test
  void sayThatASecretHasEndedOnlyOnceItHas() {
    Instant end = Instant.parse("2026-12-04T14:00:00Z");

    assertThat(expiring(end, false).subject()).isEqualTo("Secret expires soon: archive");
    assertThat(expiring(end, true).subject()).isEqualTo("Secret has expired: archive");
  }

  @Test
  void areOfPlainLinesWhateverOthersWrote() {
    Letter letter =
        Letters.of(SampleNotifications.failing("x\r\nBcc: all@example.com\u2028\u0085"))
            .orElseThrow();

    assertThat(letter.subject()).isEqualTo("Delivery is failing: x  Bcc: all@example.com");
  }

  private static Letter expiring(Instant end, boolean ended) {
    Notification.SecretExpiring sample =
        SampleNotifications.all().stream()
            .filter(Notification.SecretExpiring.class::isInstance)
            .map(Notification.SecretExpiring.class::cast)
            .findFirst()
            .orElseThrow();
    return Letters.of(
            new Notification.SecretExpiring(sample.integration(), sample.name(), end, 0, ended))
        .orElseThrow();
  }
}
