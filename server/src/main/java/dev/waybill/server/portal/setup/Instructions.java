package dev.waybill.server.portal.setup;

import java.util.List;
import java.util.Optional;

/**
 * What a tenant does at its provider.
 *
 * @param facts what it lets in
 * @param notes what to know, one or two sentences each
 */
public record Instructions(List<Fact> facts, List<SetupDocument> documents, List<String> notes) {
  public Instructions {
    facts = List.copyOf(facts);
    documents = List.copyOf(documents);
    notes = List.copyOf(notes);
  }

  /** Something that is copied from the page to the provider's. */
  public record Fact(String name, String value) {}

  Optional<SetupDocument> document(String file) {
    return documents.stream().filter(each -> each.file().equals(file)).findFirst();
  }
}
