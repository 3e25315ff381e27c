package dev.waybill.manifest;

import static dev.waybill.manifest.Decodings.accepted;
import static dev.waybill.manifest.Decodings.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeySuccessionTest {
  private final VerificationKey successor = SampleKeys.SECOND.publicKey();

  @Test
  void saysWhichKeyComesNext() {
    SignedDocument document =
        accepted(SignedDocument.decode(KeySuccession.sign(successor, SampleKeys.FIRST).encode()));

    assertThat(accepted(KeySuccession.decode(document))).isEqualTo(successor);
    assertThat(document.key()).isEqualTo(SampleKeys.FIRST.key());
    assertThat(document.isSignedBy(SampleKeys.FIRST.publicKey())).isTrue();
    assertThat(document.isSignedBy(successor)).isFalse();
  }

  @Test
  void isTheSameDocumentHoweverOftenItIsSigned() {
    assertThat(KeySuccession.sign(successor, SampleKeys.FIRST))
        .isEqualTo(KeySuccession.sign(successor, SampleKeys.FIRST));
  }

  @Test
  void noKeySucceedsItself() {
    assertThatThrownBy(() -> KeySuccession.sign(successor, SampleKeys.SECOND))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            refusal(KeySuccession.decode(SignedDocument.sign(successor.jwk(), SampleKeys.SECOND))))
        .isNotEmpty();
  }

  @Test
  void isRefusedWithAnythingButAKey() {
    for (String payload : new String[] {"", "{}", successor.jwk() + " ", SampleManifest.PAYLOAD}) {
      SignedDocument document = SignedDocument.sign(payload, SampleKeys.FIRST);
      assertThat(refusal(KeySuccession.decode(document))).isNotEmpty();
    }
  }
}
