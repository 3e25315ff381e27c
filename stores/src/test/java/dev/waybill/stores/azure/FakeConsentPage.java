package dev.waybill.stores.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Microsoft's page on which an administrator lets an application into a directory, or does not; it
 * is never shown in a frame.
 */
final class FakeConsentPage {
  /**
   * Where a directory's is.
   *
   * @param query as sent
   */
  record Asked(String directory, Map<String, String> query) {
    private static final Pattern PATH = Pattern.compile("/([^/]+)/v2.0/adminconsent");

    static Optional<Asked> at(URI address) {
      Matcher path = PATH.matcher(address.getPath());
      return path.matches()
          ? Optional.of(new Asked(path.group(1), FakeEntra.form(address.getRawQuery())))
          : Optional.empty();
    }

    boolean isOf(String application) {
      return application.equals(query.get("client_id")) && query.containsKey("redirect_uri");
    }

    /** Where whoever consented is sent back to. */
    String accepted() {
      return back("admin_consent=True&scope=openid&tenant=" + encoded(directory));
    }

    /** Where whoever did not is sent back to. */
    String declined() {
      return back("error=access_denied&error_description=AADSTS65004");
    }

    private String back(String answer) {
      return query.get("redirect_uri")
          + "?"
          + answer
          + "&state="
          + encoded(query.getOrDefault("state", ""));
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, UTF_8);
    }
  }

  static final String HTML =
      """
      <!doctype html>
      <html lang="en"><title>Permissions requested</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <main><h1>Permissions requested</h1><form method="post">
      <button name="answer" value="accept">Accept</button>
      <button name="answer" value="cancel">Cancel</button></form></main></html>
      """;

  private FakeConsentPage() {}
}
