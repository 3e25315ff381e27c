package dev.waybill.stores.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.GoogleKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleKeyFileTest {
  private static final FakeServiceAccount ACCOUNT =
      FakeServiceAccount.named("writer@my-project.iam.gserviceaccount.com");

  @Test
  void keepsTheAccountAndTheKeyAndNothingElse() {
    GoogleKey key = GoogleKeyFile.parse(ACCOUNT.file("https://evil.example/token"));

    assertThat(key).isEqualTo(ACCOUNT.key());
    assertThat(key.toString()).doesNotContain("PRIVATE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "\"type\"", "{} {}", "{\"type\":\"a\",\"type\":\"b\"}"})
  void refusesWhatIsNotOneJsonObject(String json) {
    InvalidInput refusal = refusal(json);

    assertThat(refusal).hasMessageContaining("Give the whole text of the JSON file").hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"service_account\"', '\"authorized_user\"'",
    "'\"service_account\"', '[\"service_account\"]'",
    "'\"client_email\": \"', '\"client_email\": \"<'",
    "client_email, mail",
    "private_key_id, id",
    "BEGIN PRIVATE KEY, BEGIN EC PRIVATE KEY",
    "MII, AAA",
    "'END PRIVATE KEY-----', 'END PRIVATE KEY-----x'",
  })
  void refusesWhatIsNoKeyOfAServiceAccountWithoutShowingIt(String of, String instead) {
    InvalidInput refusal = refusal(ACCOUNT.file().replaceFirst(of, instead));

    assertThat(refusal.field()).isEqualTo("serviceAccountKey");
    assertThat(refusal.getMessage()).doesNotContain("MII", ACCOUNT.keyId());
    assertThat(refusal).hasNoCause();
  }

  @Test
  void refusesATextThatIsTooLong() {
    assertThat(refusal(ACCOUNT.file() + " ".repeat(20_000))).hasMessageContaining("too long");
  }

  private static InvalidInput refusal(String json) {
    return catchThrowableOfType(InvalidInput.class, () -> GoogleKeyFile.parse(json));
  }
}
