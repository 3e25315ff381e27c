package dev.waybill.server.portal.destinations;

import java.util.List;

/**
 * A field as a form shows it.
 *
 * @param value an empty text of a secret
 * @param error what is wrong with the value; an empty text if nothing is
 */
public record ShownField(
    String name,
    String label,
    String hint,
    String value,
    String error,
    boolean secret,
    boolean required,
    List<String> options) {
  static ShownField of(FormField field, String value, String error, boolean keeps) {
    boolean secret = field.type() == FormField.Type.SECRET;
    boolean optional = field.need() != FormField.Need.REQUIRED;
    return new ShownField(
        field.name(),
        field.label() + (optional ? " (optional)" : ""),
        secret && keeps
            ? join(field.hint(), "Leave it empty to keep the present one.")
            : field.hint(),
        secret ? "" : value,
        error,
        secret,
        !optional && !(secret && keeps),
        field.options());
  }

  private static String join(String first, String second) {
    return first.isEmpty() ? second : first + " " + second;
  }
}
