package dev.waybill.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SigningSecretTest {
  private static final SigningSecret SECRET =
      new SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330);

  /** The values are those of the specification's own libraries. */
  @Test
  void signsAsStandardWebhooksDo() {
    assertThat(SECRET.sign(ID, TIME.getEpochSecond(), BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void isDrawnOf256Bits() {
    String drawn = SigningSecret.draw(new SecureRandom()).text();

    assertThat(drawn).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(SigningSecret.draw(new SecureRandom()).text()).isNotEqualTo(drawn);
  }

  @Test
  void forADayAfterARotationBothSign() {
    SigningSecret next = SigningSecret.draw(new SecureRandom());
    EndpointSecrets secrets = EndpointSecrets.of(SECRET).rotated(next, TIME);
    Instant after = TIME.plus(Duration.ofDays(1));

    assertThat(secrets.sign(ID, TIME, BODY))
        .isEqualTo(
            next.sign(ID, TIME.getEpochSecond(), BODY)
                + " "
                + SECRET.sign(ID, TIME.getEpochSecond(), BODY));
    assertThat(secrets.sign(ID, after, BODY))
        .isEqualTo(next.sign(ID, after.getEpochSecond(), BODY));
  }
}
