package dev.waybill.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands after the question mark of a URL. */
final class UriParameters {
  private UriParameters() {}

  static Map<String, String> of(URI url) {
    return of(String.valueOf(url.getRawQuery()));
  }

  static Map<String, String> of(String query) {
    return Arrays.stream(query.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> pair.length < 2 ? "" : URLDecoder.decode(pair[1], UTF_8)));
  }
}
