package dev.waybill.server.login;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** How a person is called where people read it. */
final class PersonName {
  private static final int LONGEST = 200;

  private PersonName() {}

  static String of(OidcUser user) {
    return Stream.of(user.getFullName(), user.getPreferredUsername(), user.getEmail())
        .flatMap(name -> Optional.ofNullable(name).stream())
        .map(PersonName::printable)
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElseGet(() -> subject(user));
  }

  /** Which of the provider's accounts it is. */
  static String subject(OidcUser user) {
    return requireNonNull(user.getSubject(), "an ID token was checked to have a subject");
  }

  private static String printable(String name) {
    String text = name.replaceAll("\\p{Cntrl}", " ").strip();
    return text.substring(0, Math.min(text.length(), LONGEST));
  }
}
