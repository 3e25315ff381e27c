package dev.waybill.server.portal.destinations;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/** What somebody has put into the fields of a form; some of it may be secret. */
public final class SentForm {
  private final Map<String, String> values;

  /**
   * @param values by the names of the fields
   */
  public SentForm(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Without white space around it, which comes with copied texts; empty if there is none else. */
  public Optional<String> text(String name) {
    return sent(name).filter(value -> !value.isEmpty());
  }

  /** The same of a field that may be emptied: empty only if it was not in the form. */
  public Optional<String> sent(String name) {
    return Optional.ofNullable(values.get(requireNonNull(name, "name is null"))).map(String::strip);
  }

  /** Whether anything was sent in one of these fields. */
  boolean hasAny(Iterable<FormField> fields) {
    for (FormField field : fields) {
      if (values.containsKey(field.name())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "SentForm" + values.keySet();
  }
}
