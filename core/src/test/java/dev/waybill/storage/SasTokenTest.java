package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SasTokenTest {
  private static final String SIGNATURE = "c2VjcmV0%2Bhush%3D";
  private static final String TOKEN =
      "sv=2024-11-04&sr=c&sp=cw&se=2026-11-20T14:00:00Z&sig=" + SIGNATURE;

  @Test
  void saysWhatItAllowsAndUntilWhen() {
    SasToken token = new SasToken(TOKEN);

    assertThat(token.expiresAt()).contains(Instant.parse("2026-11-20T14:00:00Z"));
    assertThat(token.permissions()).contains("cw");
    assertThat(token.mayAllow('c')).isTrue();
    assertThat(token.mayAllow('r')).isFalse();
  }

  @Test
  void saysNothingOfItWhereAPolicyDoes() {
    SasToken token = new SasToken("sv=2024-11-04&sr=c&si=policy&sig=" + SIGNATURE);

    assertThat(token.expiresAt()).isEmpty();
    assertThat(token.permissions()).isEmpty();
    assertThat(token.mayAllow('c')).isTrue();
  }

  @Test
  void losesItsQuestionMarkAndNothingElse() {
    assertThat(new SasToken("?" + TOKEN)).isEqualTo(new SasToken(TOKEN));
    assertThat(new SasToken(TOKEN).text()).isEqualTo(TOKEN);
  }

  @Test
  void showsNothingOfItself() {
    assertThat(new SasToken(TOKEN).toString()).isEqualTo("SasToken");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, 2026-11-20T00:00:00Z",
    "2026-11-20T14:00Z, 2026-11-20T14:00:00Z",
    "2026-11-20T14:00:07Z, 2026-11-20T14:00:07Z",
    "2026-11-20T14%3A00%3A07Z, 2026-11-20T14:00:07Z",
    "2026-11-20T14:00:07.1234567Z, 2026-11-20T14:00:07.123456700Z",
    "2026-11-20T14:00:00%2B02:00, 2026-11-20T12:00:00Z",
    "2026-11-20T14:00-05:30, 2026-11-20T19:30:00Z",
    "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
  })
  void knowsTheTimesThatAzureTakes(String time, Instant expected) {
    assertThat(ending(time).expiresAt()).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2026-13-01",
        "2026-02-30",
        "2026-11-20T25:00Z",
        "2026-11-20T14:00",
        "2026-11-20T14:00:00+02:00",
        "20261120T140000Z",
        "%2B999999999-12-31T23:59:59Z",
        "%2B12026-11-20",
        "-2026-11-20T14:00Z",
        "1763647200"
      })
  void refusesWhatIsNoTime(String time) {
    assertThat(refusal("sv=1&se=" + time + "&sig=" + SIGNATURE)).contains("'se' is no time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|the form sv=",
        "?|the form sv=",
        "token|the form sv=",
        "=x&sv=1&sig=x|the form sv=",
        "sv=1&&sig=x|the form sv=",
        "sv=1&sig=x&|the form sv=",
        "https://account.blob.core.windows.net/audit?sv=1&sig=x|incomplete",
        "sv=1|incomplete",
        "sv=1&sig=|incomplete",
        "sig=x|incomplete",
        "sv=1&sig=x&sig=y|names 'sig' twice",
        "sv=1&sv=2&sig=x|names 'sv' twice",
        "sv=1&sig=x&comp=metadata|the field 'comp'",
        "sv=1&sig=x&snapshot=hush|the field 'snapshot'",
        "sv=1&%73ig=y&sig=x|the field '%73ig'",
        "sv=1&sig=x#fragment|no URL has",
        "sv=1&sig=x^y|no URL has",
        "sv=1&sig=%zz|two hex digits",
        "sv=1&sig=x%2|two hex digits",
        "sv=1&sig=a b|printable ASCII",
        "sv=1&sig=\u00e9|printable ASCII",
        "sv=1&ss=fqt&srt=o&sig=x|'ss' must contain 'b'",
        "sv=1&ss=b&srt=sc&sig=x|'srt' must contain 'o'"
      })
  void refusesWhatIsNoTokenForObjects(String text, String reason) {
    assertThat(refusal(text)).contains(reason);
  }

  @Test
  void refusesLinesAndWhatIsTooLong() {
    assertThat(refusal("sv=1&sig=x\n")).contains("printable ASCII");
    assertThat(refusal("sv=1&sig=" + "x".repeat(4096))).contains("up to 4096");
  }

  /** Whatever is wrong: somebody's secret may be in it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sig=hush-hush-hush-hush-hush-hush",
        "hush-hush-hush-hush-hush-hush",
        "sv=1&sig=hush-hush-hush-hush-hush&sig=hush-hush-hush-hush",
        "sv=1&sig=hush-hush-hush-hush-hush%",
        "sv=1&sig=hush-hush-hush-hush-hush#",
        "sv=1&sig=x&tn=hush-hush-hush-hush-hush",
        "sv=1&se=hush-hush-hush-hush-hush&sig=x"
      })
  void repeatsNoSecretInARefusal(String text) {
    assertThat(refusal(text)).doesNotContain("hush");
  }

  @Test
  void takesTokensOfAccountsForObjectsOfTheBlobService() {
    assertThat(new SasToken("sv=1&ss=bf&srt=sco&sp=cw&sig=x").permissions()).contains("cw");
  }

  @Test
  void takesAllThatAzureWritesIntoOne() {
    String all =
        "sv=2024-11-04&sr=d&sdd=1&skoid=1&sktid=2&skt=2026-11-20&ske=2026-11-21&sks=b&skv=1"
            + "&saoid=1&suoid=1&scid=1&ses=a&sip=1.2.3.4-1.2.3.5&spr=https,http&st=2026-11-20"
            + "&se=2026-11-21&sp=cw&rscc=a&rscd=b&rsce=c&rscl=d&rsct=e&sig=a+b/c=";

    assertThat(new SasToken(all).text()).isEqualTo(all);
  }

  private static SasToken ending(String time) {
    return new SasToken("sv=2024-11-04&sr=c&sp=cw&se=" + time + "&sig=" + SIGNATURE);
  }

  private static String refusal(String text) {
    InvalidInput refusal = catchThrowableOfType(InvalidInput.class, () -> new SasToken(text));
    assertThat(refusal.field()).isEqualTo("sasToken");
    return refusal.getMessage();
  }
}
