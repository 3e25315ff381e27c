package dev.waybill.server.notifications;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a mail says, whatever it looks like. Every text in it is one line.
 *
 * @param subject also its heading
 * @param lead what happened, in a sentence or two
 * @param advice what to do next; empty if there is nothing to do
 */
public record Letter(String subject, String lead, List<Fact> facts, String advice) {

  /** Something to look up, such as an id. */
  public record Fact(String label, String value) {
    public Fact {
      label = OneLine.of(label);
      value = OneLine.whole(value);
    }
  }

  public Letter {
    requireNonNull(facts, "facts is null");
    subject = OneLine.of(subject);
    lead = OneLine.of(lead);
    facts = List.copyOf(facts);
    advice = OneLine.whole(advice);
  }
}
