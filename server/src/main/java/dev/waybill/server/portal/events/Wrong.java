package dev.waybill.server.portal.events;

import dev.waybill.fault.InvalidInput;

/**
 * What is wrong with a search.
 *
 * @param field in which; an empty text if nothing is wrong, like {@code sentence}
 */
record Wrong(String field, String sentence) {
  static final Wrong NOTHING = new Wrong("", "");

  static Wrong of(InvalidInput wrong) {
    return new Wrong(wrong.field(), wrong.getMessage());
  }

  /** What to say beside that field; an empty text if nothing. */
  public String at(String name) {
    return name.equals(field) ? sentence : "";
  }
}
