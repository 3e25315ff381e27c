package dev.waybill.server.portal.destinations;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A field of a form about a destination.
 *
 * @param name as the API calls it
 * @param hint what to put there; an empty text if the label says it
 * @param options of which one is chosen; none of another type
 */
record FormField(
    String name, String label, String hint, Type type, Need need, List<String> options) {
  FormField {
    requireNonNull(name, "name is null");
    requireNonNull(label, "label is null");
    requireNonNull(hint, "hint is null");
    requireNonNull(type, "type is null");
    requireNonNull(need, "need is null");
    options = List.copyOf(options);
  }

  /** How it is put in. */
  enum Type {
    TEXT,
    /** It is not shown, and never sent back. */
    SECRET,
    CHOICE
  }

  /** Whether a new destination takes it. */
  enum Need {
    REQUIRED,
    OPTIONAL,
    /** For the documents alone: it says nothing of the destination. */
    FOR_SETUP
  }

  static FormField required(String name, String label, String hint) {
    return new FormField(name, label, hint, Type.TEXT, Need.REQUIRED, List.of());
  }

  static FormField optional(String name, String label, String hint) {
    return new FormField(name, label, hint, Type.TEXT, Need.OPTIONAL, List.of());
  }

  static FormField forSetup(String name, String label, String hint) {
    return new FormField(name, label, hint, Type.TEXT, Need.FOR_SETUP, List.of());
  }

  static FormField secret(String name, String label, String hint) {
    return new FormField(name, label, hint, Type.SECRET, Need.REQUIRED, List.of());
  }

  static FormField choice(String name, String label, String hint, List<String> options) {
    return new FormField(name, label, hint, Type.CHOICE, Need.REQUIRED, options);
  }
}
