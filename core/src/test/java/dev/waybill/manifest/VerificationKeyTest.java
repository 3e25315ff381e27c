package dev.waybill.manifest;

import static dev.waybill.manifest.Decodings.accepted;
import static dev.waybill.manifest.Decodings.refusal;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {
  private static final String FILE =
      "{\"alg\":\"EdDSA\",\"crv\":\"Ed25519\",\"kid\":\"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\","
          + "\"kty\":\"OKP\",\"use\":\"sig\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}\n";

  /** RFC 8037, appendices A.2 and A.3. */
  @Test
  void hasTheIdAndFormOfTheRfcsExample() {
    assertThat(new String(SampleKeys.FIRST.publicKey().encode(), UTF_8)).isEqualTo(FILE);
  }

  /** RFC 8032, section 7.1, tests 1 and 2. */
  @Test
  void signsAsTheRfcDoes() {
    HexFormat hex = HexFormat.of();
    assertThat(hex.formatHex(SampleKeys.FIRST.sign(new byte[0])))
        .isEqualTo(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    assertThat(hex.formatHex(SampleKeys.SECOND.sign(new byte[] {0x72})))
        .isEqualTo(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  }

  /** RFC 8037, appendix A.4. */
  @Test
  void makesTheSignatureOfTheRfcsJws() {
    byte[] input =
        SignedDocument.signingInput(
            "{\"alg\":\"EdDSA\"}".getBytes(US_ASCII),
            "Example of Ed25519 signing".getBytes(US_ASCII));

    assertThat(new String(input, US_ASCII))
        .isEqualTo("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
    assertThat(Base64Url.encode(SampleKeys.FIRST.sign(input)))
        .isEqualTo(
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
  }

  @Test
  void isReadFromItsFileAlone() {
    VerificationKey key = accepted(VerificationKey.decode(FILE.getBytes(UTF_8)));

    assertThat(key).isEqualTo(SampleKeys.FIRST.publicKey());
    assertThat(key).hasSameHashCodeAs(SampleKeys.FIRST.publicKey());
    assertThat(key.bytes()).isEqualTo(SampleKeys.FIRST.publicKey().bytes());
    assertThat(key).isNotEqualTo(SampleKeys.SECOND.publicKey());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "\"alg\":\"EdDSA\",|",
        "\"alg\":\"EdDSA\"|\"alg\":\"none\"",
        "\"alg\":\"EdDSA\"|\"alg\":\"ES256\"",
        "Ed25519|Ed448",
        "OKP|EC",
        "\"use\":\"sig\"|\"use\":\"enc\"",
        "\"use\":\"sig\"|\"use\":\"sig\",\"use\":\"sig\"",
        "\"use\":\"sig\"|\"use\":\"sig\",\"d\":\"x\"",
        "kPrK|KPrK",
        "11qY|12qY",
        "HURo|HURp",
        "HURo|HUR",
        "HURo|HURoA",
        "HURo|HURo=",
        "_7TyWQ|/7TyWQ",
        "{|{ ",
        "}|,}",
        "\"sig\"|'\"\\u0073ig\"'",
      })
  void isRefusedInAnyOtherForm(String part, String by) {
    String changed = FILE.replace(part, by == null ? "" : by);
    assertThat(changed).isNotEqualTo(FILE);

    assertThat(refusal(VerificationKey.decode(changed.getBytes(UTF_8)))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "{}\n", "null\n", "[]\n", "\ufeff{}"})
  void isNotReadFromSomethingElse(String file) {
    assertThat(refusal(VerificationKey.decode(file.getBytes(UTF_8)))).startsWith("at byte 0");
  }

  @Test
  void isRefusedWithoutExactlyOneLineEnd() {
    for (String file : new String[] {FILE.strip(), FILE + "\n", FILE.strip() + "\r\n"}) {
      assertThat(refusal(VerificationKey.decode(file.getBytes(UTF_8)))).startsWith("at byte");
    }
    for (int length = 0; length < FILE.length(); length++) {
      byte[] part = FILE.substring(0, length).getBytes(UTF_8);
      assertThat(refusal(VerificationKey.decode(part))).isNotEmpty();
    }
  }

  @Test
  void mustBeAPointOfTheCurve() {
    byte[] none = new byte[32];
    none[0] = 2;

    assertThat(VerificationKey.of(none)).isEmpty();
    assertThat(VerificationKey.of(new byte[31])).isEmpty();
    assertThat(VerificationKey.of(new byte[33])).isEmpty();
  }

  @Test
  void verifiesItsOwnSignaturesAlone() {
    byte[] message = "message".getBytes(UTF_8);
    byte[] signature = SampleKeys.FIRST.sign(message);
    VerificationKey key = SampleKeys.FIRST.publicKey();

    assertThat(key.verifies(message, signature)).isTrue();
    assertThat(key.verifies("massage".getBytes(UTF_8), signature)).isFalse();
    assertThat(SampleKeys.SECOND.publicKey().verifies(message, signature)).isFalse();
    assertThat(key.verifies(message, new byte[64])).isFalse();
    byte[] tooLarge = signature.clone();
    Arrays.fill(tooLarge, 32, 64, (byte) 0xff);
    assertThat(key.verifies(message, tooLarge)).isFalse();
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertThat(key.verifies(message, changed)).isFalse();
    }
  }

  @Test
  void pairsAreKeptByTheirBytes() {
    SigningKeyPair pair = SigningKeyPair.generate(new SecureRandom());
    SigningKeyPair stored = SigningKeyPair.of(pair.secret(), pair.publicKey());
    byte[] message = "message".getBytes(UTF_8);

    assertThat(stored.key()).isEqualTo(pair.key());
    assertThat(stored.sign(message)).isEqualTo(pair.sign(message));
    assertThat(pair).hasToString("SigningKeyPair[" + pair.key() + "]");
  }

  @Test
  void pairsMustFit() {
    byte[] secret = SampleKeys.FIRST.secret();

    assertThatThrownBy(() -> SigningKeyPair.of(secret, SampleKeys.SECOND.publicKey()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SigningKeyPair.of(new byte[31], SampleKeys.FIRST.publicKey()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
