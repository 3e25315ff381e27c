package dev.waybill.stores.setup;

/** Writes words of a POSIX shell. */
public final class ShellText {
  /** Neither JSON nor a customer's text has it, so it tells where code of ours is. */
  private static final String CODE = "\0";

  private ShellText() {}

  /** One word that means nothing but itself. */
  public static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  /**
   * The variable's value as a text of JSON within a document that is then {@link #json written}.
   */
  public static Node variable(String name) {
    return new Node.Code("\"" + CODE + "$" + name + CODE + "\"");
  }

  /** A document as one word, in which variables have their values. */
  public static String json(Node node) {
    return quoted(JsonText.of(node)).replaceAll(CODE + "([^" + CODE + "]*)" + CODE, "'\"$1\"'");
  }
}
