package dev.waybill.server.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.settings.AddressRange;
import java.net.InetAddress;
import java.util.List;
import org.apache.tomcat.util.http.MimeHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  private static final List<AddressRange> TRUSTED =
      List.of(
          new AddressRange(InetAddress.ofLiteral("10.0.0.0"), 8),
          new AddressRange(InetAddress.ofLiteral("2001:db8::"), 32));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1    | 192.0.2.7                        | 192.0.2.7",
        "10.0.0.1    | 6.6.6.6, 192.0.2.7               | 192.0.2.7",
        "10.0.0.1    | 6.6.6.6, 192.0.2.7, 10.0.0.2     | 192.0.2.7",
        "10.0.0.1    | 10.0.0.3,10.0.0.2                | 10.0.0.3",
        "10.0.0.1    | 192.0.2.7:4711                   | 192.0.2.7",
        "10.0.0.1    | 2001:db9::7                      | 2001:db9:0:0:0:0:0:7",
        "10.0.0.1    | [2001:db9::7]:4711               | 2001:db9:0:0:0:0:0:7",
        "10.0.0.1    | ::ffff:192.0.2.7                 | 192.0.2.7",
        "2001:db8::1 | 6.6.6.6, 2001:db9::7, 2001:db8::2 | 2001:db9:0:0:0:0:0:7",
        "192.0.2.1   | 6.6.6.6                          | 192.0.2.1",
        "192.0.2.1   | 6.6.6.6, 10.0.0.1                | 192.0.2.1",
      })
  void isTheNearestAddressThatIsNoTrustedProxys(String peer, String forwardedFor, String client) {
    assertThat(origin(peer, "X-Forwarded-For", forwardedFor).client().getHostAddress())
        .isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "",
        ",",
        "_hidden",
        "localhost",
        "192.0.2",
        "1",
        "300.0.0.1",
        "192.0.2.7/32",
        "fe80::1%eth0",
        "[192.0.2.7",
        "192.0.2.7 6.6.6.6",
        "6.6.6.6, unknown",
        "\u0000",
        "<script>"
      })
  void isTheProxyThatDoesNotSayForWhomItAsks(String forwardedFor) {
    assertThat(origin("10.0.0.1", "X-Forwarded-For", forwardedFor).client().getHostAddress())
        .isEqualTo("10.0.0.1");
  }

  @Test
  void readsAllLinesOfAHeaderAsOneList() {
    var headers = new MimeHeaders();
    headers.addValue("X-Forwarded-For").setString("6.6.6.6");
    headers.addValue("x-forwarded-for").setString("192.0.2.7, 10.0.0.2");

    assertThat(origin("10.0.0.1", XForwarded.hops(headers)).client().getHostAddress())
        .isEqualTo("192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.7           | https       | true",
        "192.0.2.7           | HTTP        | false",
        "192.0.2.7           | https,http  | false",
        "192.0.2.7, 10.0.0.2 | https       | true",
        "192.0.2.7, 10.0.0.2 | https, http | true",
        "6.6.6.6, 192.0.2.7, 10.0.0.2 | https, http, https | false",
      })
  void askedAsItToldTheProxyThatItAsked(String forwardedFor, String scheme, boolean https) {
    var headers = new MimeHeaders();
    headers.addValue("X-Forwarded-For").setString(forwardedFor);
    headers.addValue("X-Forwarded-Proto").setString(scheme);

    assertThat(origin("10.0.0.1", XForwarded.hops(headers)).https()).contains(https);
  }

  @Test
  void believesNoSchemeAndNoHostThatCannotBeRead() {
    var headers = new MimeHeaders();
    headers.addValue("X-Forwarded-Proto").setString("gopher");
    headers.addValue("X-Forwarded-Host").setString("a/b?c");
    Origin origin = origin("10.0.0.1", XForwarded.hops(headers));

    assertThat(origin.https()).isEmpty();
    assertThat(origin.host()).isEmpty();
  }

  @Test
  void believesAStrangerNothing() {
    var headers = new MimeHeaders();
    headers.addValue("X-Forwarded-Proto").setString("https");
    headers.addValue("X-Forwarded-Host").setString("evil.example.com");
    Origin origin = origin("192.0.2.1", XForwarded.hops(headers));

    assertThat(origin.https()).isEmpty();
    assertThat(origin.host()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for=192.0.2.7                                  | 192.0.2.7",
        "For=\"192.0.2.7:4711\";Proto=https;by=10.0.0.1 | 192.0.2.7",
        "for=\"[2001:db9::7]:4711\"                     | 2001:db9:0:0:0:0:0:7",
        "for=6.6.6.6, for=192.0.2.7;host=a, for=10.0.0.2 | 192.0.2.7",
        "for=\"192.0.2\\.7\"                            | 192.0.2.7",
        "proto=https                                    | 10.0.0.1",
        "for=unknown                                    | 10.0.0.1",
        "for=6.6.6.6, for=_hidden                       | 10.0.0.1",
        "for=6.6.6.6;x=\", for=192.0.2.7                | 10.0.0.1",
        "for=6.6.6.6;x=\", for=\"[2001:db9::7]\"        | 10.0.0.1",
        "for=6.6.6.6;x=\", for=\"a\";by=\"b\"           | 10.0.0.1",
        "for=6.6.6.6;for=192.0.2.7                      | 10.0.0.1",
        "for=6.6.6.6;                                   | 10.0.0.1",
        "for =6.6.6.6                                   | 10.0.0.1",
        "for=6.6.6.6,                                   | 10.0.0.1",
        "6.6.6.6                                        | 10.0.0.1",
      })
  void isFoundInTheHeaderOfTheStandard(String forwarded, String client) {
    var headers = new MimeHeaders();
    headers.addValue("Forwarded").setString(forwarded);

    assertThat(origin("10.0.0.1", Forwarded.hops(headers)).client().getHostAddress())
        .isEqualTo(client);
  }

  @Test
  void keepsWhatAProxySaidInALineOfItsOwn() {
    var headers = new MimeHeaders();
    headers.addValue("Forwarded").setString("for=6.6.6.6;x=\"");
    headers
        .addValue("Forwarded")
        .setString("for=192.0.2.7;proto=https;host=\"api.example.com:8443\"");
    Origin origin = origin("10.0.0.1", Forwarded.hops(headers));

    assertThat(origin.client().getHostAddress()).isEqualTo("192.0.2.7");
    assertThat(origin.https()).contains(true);
    assertThat(origin.host()).contains("api.example.com:8443");
  }

  private static Origin origin(String peer, String name, String value) {
    var headers = new MimeHeaders();
    headers.addValue(name).setString(value);
    return origin(peer, XForwarded.hops(headers));
  }

  private static Origin origin(String peer, List<Hop> hops) {
    return Origin.of(InetAddress.ofLiteral(peer), hops, TRUSTED);
  }
}
