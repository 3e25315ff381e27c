package dev.waybill.stores.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.Credentials.AccessKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KmsKeyTest {
  private static final byte[] CLEAR = "a key".getBytes(UTF_8);
  private static final Map<String, String> CONTEXT = Map.of("purpose", "test");

  private final FakeKms kms = new FakeKms();
  private final KmsKey key = key(FakeKms.KEY, kms.endpoint(), FakeKms.IDENTITY);

  @AfterEach
  void close() {
    kms.close();
  }

  @Test
  void encryptsWithTheKeyAndTheContext() throws KmsRefusedException {
    KmsCiphertext sealed = key.encrypt(CLEAR, CONTEXT);

    assertThat(new String(sealed.bytes(), UTF_8)).doesNotContain("a key");
    assertThat(sealed.key()).isEqualTo(FakeKms.KEY);
    assertThat(key.decrypt(sealed.bytes(), sealed.key(), CONTEXT)).isEqualTo(CLEAR);
    assertThat(kms.asked())
        .containsExactly(
            new FakeKms.Asked("Encrypt", FakeKms.KEY, CONTEXT),
            new FakeKms.Asked("Decrypt", FakeKms.KEY, CONTEXT));
  }

  @Test
  void decryptsNothingOfAnotherPurposeOrKey() throws KmsRefusedException {
    byte[] sealed = key.encrypt(CLEAR, CONTEXT).bytes();
    KmsKey other = key(FakeKms.OTHER_KEY, kms.endpoint(), FakeKms.IDENTITY);

    assertThatThrownBy(() -> key.decrypt(sealed, FakeKms.KEY, Map.of("purpose", "other")))
        .isInstanceOf(KmsRefusedException.class)
        .hasMessageContaining("it was not encrypted with the KMS key " + FakeKms.KEY);
    assertThatThrownBy(() -> other.decrypt(sealed, FakeKms.OTHER_KEY, CONTEXT))
        .isInstanceOf(KmsRefusedException.class)
        .hasMessageContaining(FakeKms.OTHER_KEY);
  }

  @Test
  void decryptsWhatAnAliasEncryptedBeforeItWasPointedAtAnotherKey() throws KmsRefusedException {
    KmsKey alias = key(FakeKms.ALIAS, kms.endpoint(), FakeKms.IDENTITY);
    KmsCiphertext before = alias.encrypt(CLEAR, CONTEXT);
    kms.pointAliasAt(FakeKms.OTHER_KEY);
    KmsCiphertext after = alias.encrypt(CLEAR, CONTEXT);

    assertThat(before.key()).isEqualTo(FakeKms.KEY);
    assertThat(after.key()).isEqualTo(FakeKms.OTHER_KEY);
    assertThat(alias.decrypt(before.bytes(), before.key(), CONTEXT)).isEqualTo(CLEAR);
    assertThat(alias.decrypt(after.bytes(), after.key(), CONTEXT)).isEqualTo(CLEAR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        FakeKms.ALIAS,
        "arn:aws:kms:eu-central-1:444455556666:key/1",
        "arn:aws:kms:eu-west-1:111122223333:key/1",
        "1234abcd-12ab-34cd-56ef-1234567890ab"
      })
  void asksNoKeyThatTheSettingCannotMean(String by) {
    KmsKey alias = key(FakeKms.ALIAS, kms.endpoint(), FakeKms.IDENTITY);

    for (KmsKey asked : List.of(alias, key)) {
      assertThatThrownBy(() -> asked.decrypt(CLEAR, by, CONTEXT))
          .isInstanceOf(KmsRefusedException.class)
          .hasMessageContaining("it was not encrypted with the KMS key " + asked.name());
    }
    assertThatThrownBy(() -> key.decrypt(CLEAR, FakeKms.OTHER_KEY, CONTEXT))
        .isInstanceOf(KmsRefusedException.class);
    assertThat(kms.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400,AccessDeniedException,allow it kms:Encrypt and kms:Decrypt",
    "400,DisabledException,enable it",
    "400,KMSInvalidStateException,enable it",
    "400,NotFoundException,has no key",
    "400,InvalidKeyUsageException,symmetric key",
    "400,ExpiredTokenException,does not accept this service's AWS identity",
    "400,ThrottlingException,try again in a minute",
    "500,KMSInternalException,try again in a minute",
    "400,SomethingNew,refuses it"
  })
  void saysWhatToDoWhenItIsRefused(int status, String code, String advice) {
    kms.refuse(status, code, "User: arn:aws:sts::111122223333:x\nis not allowed");

    assertThatThrownBy(() -> key.encrypt(CLEAR, CONTEXT))
        .isInstanceOf(KmsRefusedException.class)
        .hasMessageContaining(advice)
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> key.decrypt(CLEAR, FakeKms.KEY, CONTEXT))
        .isInstanceOf(KmsRefusedException.class)
        .hasMessageContaining(advice);
  }

  @Test
  void saysThatNobodyAnswers() {
    kms.fallSilent();
    KmsKey hasty = key(FakeKms.KEY, kms.endpoint(), FakeKms.IDENTITY, Duration.ofSeconds(1));

    assertThatThrownBy(() -> hasty.encrypt(CLEAR, CONTEXT))
        .isInstanceOf(KmsRefusedException.class)
        .hasMessageContaining("gave no answer within 1 s")
        .hasMessageContaining("secrets.kms-endpoint");
  }

  @Test
  void saysThatNobodyIsThere() {
    URI gone = kms.endpoint();
    kms.close();

    assertThatThrownBy(() -> key(FakeKms.KEY, gone, FakeKms.IDENTITY).encrypt(CLEAR, CONTEXT))
        .isInstanceOf(KmsRefusedException.class)
        .hasMessageContaining("AWS KMS at " + gone.getAuthority())
        .hasMessageNotContaining("\n");
  }

  @Test
  void isNotAcceptedAsAnybodyElse() {
    KmsKey stranger = key(FakeKms.KEY, kms.endpoint(), new AccessKey("AKIASTRANGER", "secret"));

    assertThatThrownBy(() -> stranger.encrypt(CLEAR, CONTEXT))
        .isInstanceOf(KmsRefusedException.class)
        .hasMessageContaining("does not accept this service's AWS identity")
        .hasMessageNotContaining("secret\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alias/waybill",
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms::111122223333:key/1",
        "arn:aws:kms:eu-central-1:1111:key/1",
        "arn:aws:s3:eu-central-1:111122223333:key/1",
        "arn:aws:kms:eu-central-1:111122223333:key/1\n",
        "arn:aws:kms:eu-central-1:111122223333:key/"
      })
  void isNamedByAnArn(String name) {
    assertThatThrownBy(() -> new KmsKeyName(name))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is the ARN of a KMS key or alias");
  }

  @Test
  void isAskedInItsOwnRegion() {
    assertThat(new KmsKeyName("arn:aws-us-gov:kms:us-gov-east-1:111122223333:alias/a/b").region())
        .isEqualTo("us-gov-east-1");
  }

  private static KmsKey key(String name, URI endpoint, AccessKey identity) {
    return key(name, endpoint, identity, Duration.ofSeconds(20));
  }

  private static KmsKey key(String name, URI endpoint, AccessKey identity, Duration timeout) {
    return new KmsKey(
        new KmsKeyName(name),
        new KmsSettings(
            Optional.of(endpoint),
            Optional.of(identity),
            Optional.empty(),
            Optional.empty(),
            timeout));
  }
}
