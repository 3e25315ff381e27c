package dev.waybill.event;

/**
 * Reads one event, checks that it is JSON which all readers understand alike, and writes it in
 * normalised form: without insignificant white space, escapes in their shortest form, numbers as
 * they are, {@code receivedTime} and {@code eventKind} left out. One pass, without any object per
 * value.
 */
final class JsonScanner {
  private static final byte[] TRUE = JsonText.ascii("true");
  private static final byte[] FALSE = JsonText.ascii("false");
  private static final byte[] NULL = JsonText.ascii("null");

  private final byte[] in;
  private final int maxDepth;
  private final LineBuffer buffer;
  private final SentFields fields;
  private final StringScanner strings;
  private final KeySet keys = new KeySet();
  private byte[] out;
  private int limit;
  private int p;
  private int w;

  JsonScanner(byte[] in, int maxDepth, LineBuffer buffer, SentFields fields) {
    this.in = in;
    this.maxDepth = maxDepth;
    this.buffer = buffer;
    this.fields = fields;
    this.strings = new StringScanner(in);
    this.out = buffer.bytes();
  }

  /**
   * Appends the event that starts at {@code from} to the buffer and takes down its fields. If it
   * throws, the buffer's length is unchanged.
   *
   * @return just after its closing brace
   */
  int scan(int from, int to) throws BadEventException {
    buffer.ensure(to - from + 2 * Words.BYTES);
    out = buffer.bytes();
    p = from;
    w = buffer.length();
    limit = to;
    keys.clear();
    fields.clear();
    if (next() != '{') {
      throw bad("an event is an object and starts with '{'");
    }
    object(1);
    buffer.length(w);
    return p;
  }

  private void object(int depth) throws BadEventException {
    requireDepth(depth);
    int object = keys.open();
    put('{');
    int first = w;
    if (nextAfterSpace() == '}') {
      put('}');
      return;
    }
    while (true) {
      int start = w;
      if (start != first) {
        out[w++] = ',';
      }
      field(depth, object, start);
      if (nextAfterSpace() == '}') {
        put('}');
        keys.close(object);
        return;
      }
      if (in[p] != ',') {
        throw bad("',' or '}' is missing after a field");
      }
      p++;
      nextAfterSpace();
    }
  }

  /** Copies a field; {@code start} is where the output goes back to if the field is dropped. */
  private void field(int depth, int object, int start) throws BadEventException {
    if (in[p] != '"') {
      throw bad("a field's name in quotes is missing");
    }
    int name = w + 1;
    string();
    int nameEnd = w - 1;
    EventField field = depth == 1 ? EventField.of(out, name, nameEnd) : EventField.OTHER;
    boolean isNew =
        field == EventField.OTHER ? keys.add(object, out, name, nameEnd) : !fields.has(field);
    if (!isNew) {
      throw bad("the field '" + shown(name, nameEnd) + "' occurs twice in one object");
    }
    if (nextAfterSpace() != ':') {
      throw bad("':' is missing after a field's name");
    }
    put(':');
    nextAfterSpace();
    int value = w;
    value(depth);
    if (field != EventField.OTHER) {
      fields.found(field, out, value, w);
      if (field.comesLast()) {
        w = start;
      }
    }
  }

  private void array(int depth) throws BadEventException {
    requireDepth(depth);
    put('[');
    if (nextAfterSpace() == ']') {
      put(']');
      return;
    }
    while (true) {
      value(depth);
      byte b = nextAfterSpace();
      if (b == ']') {
        put(']');
        return;
      }
      if (b != ',') {
        throw bad("',' or ']' is missing after an element");
      }
      put(',');
      nextAfterSpace();
    }
  }

  /** Copies the value that starts here; {@code depth} is that of the object or array it is in. */
  private void value(int depth) throws BadEventException {
    switch (next()) {
      case '"' -> string();
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case 't' -> literal(TRUE);
      case 'f' -> literal(FALSE);
      case 'n' -> literal(NULL);
      default -> number();
    }
  }

  private void string() throws BadEventException {
    out[w] = '"';
    p = strings.copy(p + 1, limit, out, w + 1);
    w = strings.written();
  }

  private void literal(byte[] word) throws BadEventException {
    for (byte b : word) {
      if (p >= limit || in[p] != b) {
        throw bad("a value is none of string, number, object, array, true, false, null");
      }
      put((char) b);
    }
  }

  private void number() throws BadEventException {
    if (in[p] == '-') {
      put('-');
    }
    if (p < limit && in[p] == '0') {
      put('0');
    } else {
      digits();
    }
    if (p < limit && in[p] == '.') {
      put('.');
      digits();
    }
    if (p < limit && (in[p] | 0x20) == 'e') {
      put((char) in[p]);
      if (p < limit && (in[p] == '+' || in[p] == '-')) {
        put((char) in[p]);
      }
      digits();
    }
  }

  private void digits() throws BadEventException {
    int start = p;
    while (p < limit && in[p] >= '0' && in[p] <= '9') {
      out[w++] = in[p++];
    }
    if (p == start) {
      throw bad("a value is none of string, number, object, array, true, false, null");
    }
  }

  private byte next() throws BadEventException {
    if (p >= limit) {
      throw bad("it ends too early");
    }
    return in[p];
  }

  private byte nextAfterSpace() throws BadEventException {
    p = skipSpace(in, p, limit);
    return next();
  }

  /** Writes a character that stands here, and goes on. */
  private void put(char same) {
    out[w++] = (byte) same;
    p++;
  }

  /** The first place from {@code from} on that is not white space of JSON. */
  static int skipSpace(byte[] in, int from, int to) {
    int at = from;
    while (at < to && in[at] <= ' ' && isSpace(in[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private void requireDepth(int depth) throws BadEventException {
    if (depth > maxDepth) {
      throw new BadEventException(
          RejectionCode.EVENT_TOO_LARGE,
          "Objects and arrays nest deeper than " + maxDepth + " levels.");
    }
  }

  /** As much of a name as a message should show. */
  private String shown(int start, int end) {
    StringBuilder shown = new StringBuilder();
    JsonText.decode(out, start, end)
        .codePoints()
        .limit(64)
        .map(character -> Character.isISOControl(character) ? '?' : character)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static BadEventException bad(String what) {
    return new BadEventException(RejectionCode.INVALID_JSON, "Not valid JSON: " + what + ".");
  }
}
