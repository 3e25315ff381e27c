package dev.waybill.server.mail;

import dev.waybill.server.notifications.Letter;
import dev.waybill.server.notifications.Letter.Fact;
import java.util.Optional;

/** A letter as plain text. */
final class LetterText {
  private LetterText() {}

  static String of(Letter letter, Optional<String> link, String reason) {
    StringBuilder text = new StringBuilder();
    text.append(letter.subject()).append("\n\n").append(letter.lead()).append("\n\n");
    for (Fact fact : letter.facts()) {
      text.append(fact.label()).append(": ").append(fact.value()).append('\n');
    }
    if (!letter.advice().isEmpty()) {
      text.append("\nWhat to do: ").append(letter.advice()).append('\n');
    }
    link.ifPresent(url -> text.append('\n').append(url).append('\n'));
    return text.append("\n-- \n").append(reason).append('\n').toString();
  }
}
