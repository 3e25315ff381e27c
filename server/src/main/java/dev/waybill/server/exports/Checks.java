package dev.waybill.server.exports;

import dev.waybill.fault.InvalidInput;
import java.util.Optional;

/** What every text from outside has to pass. */
final class Checks {
  private Checks() {}

  static String required(String field, Optional<String> text) {
    return text.orElseThrow(() -> new InvalidInput(field, "The field " + field + " is missing."));
  }

  /** What the caller has seen is what there is; whoever has seen nothing changes whatever it is. */
  static void revision(String thing, Optional<Long> seen, long current) {
    if (seen.filter(revision -> revision != current).isPresent()) {
      throw Refused.conflict(
          "revision",
          "The "
              + thing
              + " was changed since revision "
              + seen.get()
              + " and is at "
              + current
              + " now: read it again.");
    }
  }

  /** A text for people: not blank, without control characters. */
  static String label(String field, String text, int maxLength) {
    if (text.isBlank()) {
      throw new InvalidInput(field, "The field " + field + " is empty.");
    }
    if (text.length() > maxLength) {
      throw new InvalidInput(
          field, "The field " + field + " has more than " + maxLength + " characters.");
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInput(field, "The field " + field + " must not contain control characters.");
    }
    return text;
  }

  /** A part of a credential: printable ASCII without blanks, since it goes into a header. */
  static String token(String field, String text) {
    label(field, text, 1024);
    if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new InvalidInput(
          field,
          "The field " + field + " must contain neither blanks nor characters beyond ASCII.");
    }
    return text;
  }
}
