package dev.waybill.manifest;

import static dev.waybill.manifest.Decodings.accepted;
import static dev.waybill.manifest.Decodings.line2;
import static dev.waybill.manifest.Decodings.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignedDocumentTest {
  private static final SignedDocument DOCUMENT = SignedDocument.sign("{\"a\":1}", SampleKeys.FIRST);
  private static final String FILE = new String(DOCUMENT.encode(), UTF_8);

  @Test
  void comesBackFromItsBytes() {
    SignedDocument read = accepted(SignedDocument.decode(DOCUMENT.encode()));

    assertThat(read).isEqualTo(DOCUMENT).hasSameHashCodeAs(DOCUMENT);
    assertThat(read.encode()).isEqualTo(DOCUMENT.encode());
    assertThat(read.payload()).isEqualTo("{\"a\":1}".getBytes(UTF_8));
    assertThat(read.key()).isEqualTo(SampleKeys.FIRST.key());
    assertThat(read.sha256()).isEqualTo(Sha256.of("{\"a\":1}".getBytes(UTF_8)));
    assertThat(read.isSignedBy(SampleKeys.FIRST.publicKey())).isTrue();
  }

  @Test
  void printsWhichItIsAndNotWhatItSays() {
    assertThat(DOCUMENT)
        .hasToString(
            "SignedDocument[%s, 7 bytes, by %s]"
                .formatted(DOCUMENT.sha256(), SampleKeys.FIRST.key()));
  }

  @Test
  void isSignedByNoOtherKey() {
    assertThat(DOCUMENT.isSignedBy(SampleKeys.SECOND.publicKey())).isFalse();
  }

  @Test
  void keepsPayloadsOfAnyBytesButLineFeeds() {
    byte[] bytes = FILE.replace("{\"a\":1}", "\u00ff\u0000\r").getBytes(ISO_8859_1);
    SignedDocument read = accepted(SignedDocument.decode(bytes));

    assertThat(read.encode()).isEqualTo(bytes);
    assertThat(read.isSignedBy(SampleKeys.FIRST.publicKey())).isFalse();
  }

  @Test
  void doesNotTakeTheSignatureOfAnother() {
    SignedDocument other = SignedDocument.sign("{\"a\":2}", SampleKeys.FIRST);
    String mixed = "{\"a\":1}\n" + line2(other);

    assertThat(accepted(SignedDocument.decode(mixed.getBytes(UTF_8))))
        .matches(read -> !read.isSignedBy(SampleKeys.FIRST.publicKey()));
  }

  @Test
  void doesNotBelieveAnotherKeysName() {
    SignedDocument bySecond = SignedDocument.sign("{\"a\":1}", SampleKeys.SECOND);
    String header = line2(DOCUMENT).substring(0, line2(DOCUMENT).indexOf("..") + 2);
    String signature = line2(bySecond).substring(line2(bySecond).indexOf("..") + 2);
    SignedDocument mixed =
        accepted(SignedDocument.decode(("{\"a\":1}\n" + header + signature).getBytes(UTF_8)));

    assertThat(mixed.key()).isEqualTo(SampleKeys.FIRST.key());
    assertThat(mixed.isSignedBy(SampleKeys.FIRST.publicKey())).isFalse();
    assertThat(mixed.isSignedBy(SampleKeys.SECOND.publicKey())).isFalse();
  }

  static Stream<String> others() {
    String jws = line2(DOCUMENT).strip();
    String header = jws.substring(0, jws.indexOf(".."));
    String signature = jws.substring(jws.indexOf("..") + 2);
    String key = SampleKeys.FIRST.key().value();
    Stream<String> headers =
        Stream.of(
            "{\"alg\":\"none\",\"kid\":\"" + key + "\"}",
            "{\"alg\":\"HS256\",\"kid\":\"" + key + "\"}",
            "{\"alg\":\"eddsa\",\"kid\":\"" + key + "\"}",
            "{\"alg\":\"EdDSA\"}",
            "{\"kid\":\"" + key + "\",\"alg\":\"EdDSA\"}",
            "{\"alg\":\"EdDSA\", \"kid\":\"" + key + "\"}",
            "{\"alg\":\"EdDSA\",\"kid\":\"" + key + "\",\"typ\":\"JWT\"}",
            "{\"alg\":\"EdDSA\",\"kid\":\"" + key + "\",\"b64\":false,\"crit\":[\"b64\"]}",
            "{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"kid\":\"" + key + "\"}",
            "{\"alg\":\"EdDSA\",\"kid\":\"" + key.substring(1) + "\"}",
            "{\"alg\":\"EdDSA\",\"kid\":\"" + key + "=\"}",
            "{\"alg\":\"EdDSA\",\"kid\":\"../" + key.substring(3) + "\"}",
            "{\"alg\":\"EdDSA\",\"kid\":null}",
            "{\"alg\":\"EdDSA\",\"kid\":\"" + key + "\"}\n",
            "");
    Stream<String> lines =
        Stream.of(
            "",
            header + ".." + signature + "==",
            header + "..",
            header + ".." + signature.substring(0, 85),
            header + ".." + signature + "A",
            header + ".." + signature.substring(0, 85) + (signature.endsWith("A") ? "B" : "_"),
            header + ".." + signature.replace('_', '/').replace('-', '+') + "/",
            header + "." + signature,
            header + ".e30." + signature,
            header + "..." + signature,
            ".." + signature,
            header + "=.." + signature,
            header + ".." + signature + "\r",
            header + ".. " + signature,
            " " + header + ".." + signature,
            header + ".." + signature + "\n" + header + ".." + signature,
            header + ".." + signature + "\n",
            header + ".." + signature.substring(1) + "é");
    Stream<String> encoded =
        headers
            .map(h -> Base64.getUrlEncoder().withoutPadding().encodeToString(h.getBytes(UTF_8)))
            .map(h -> h + ".." + signature);
    return Stream.concat(lines, encoded).map(line -> "{\"a\":1}\n" + line + "\n");
  }

  @ParameterizedTest
  @MethodSource("others")
  void isRefusedInAnyOtherForm(String file) {
    assertThat(refusal(SignedDocument.decode(file.getBytes(UTF_8)))).isNotEmpty();
  }

  @Test
  void isRefusedWhereverItIsCut() {
    for (int length = 0; length < FILE.length(); length++) {
      byte[] part = FILE.substring(0, length).getBytes(UTF_8);
      assertThat(refusal(SignedDocument.decode(part))).isNotEmpty();
    }
  }

  @Test
  void isRefusedWithOtherLineEnds() {
    for (String end : new String[] {"\r\n", "\r", "\n\n", "\u2028"}) {
      String file = FILE.strip() + end;
      assertThat(refusal(SignedDocument.decode(file.getBytes(UTF_8)))).isNotEmpty();
    }
  }

  @Test
  void noChangedByteIsAccepted() {
    byte[] bytes = DOCUMENT.encode();
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) (1 << bit);
        boolean believed =
            switch (SignedDocument.decode(changed)) {
              case Decoded.Accepted<SignedDocument>(SignedDocument read) ->
                  read.isSignedBy(SampleKeys.FIRST.publicKey());
              case Decoded.Refused<SignedDocument> _ -> false;
            };
        assertThat(believed).as("byte %s, bit %s", i, bit).isFalse();
      }
    }
  }
}
