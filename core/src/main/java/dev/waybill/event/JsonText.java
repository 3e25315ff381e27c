package dev.waybill.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Between characters and the text of JSON strings in normalised form. */
final class JsonText {
  private JsonText() {}

  /** The UTF-8 of a string's characters, from its text without the quotes. */
  static byte[] decodeBytes(byte[] text, int start, int end) {
    byte[] decoded = new byte[end - start];
    int to = 0;
    int at = start;
    while (at < end) {
      byte b = text[at++];
      if (b != '\\') {
        decoded[to++] = b;
        continue;
      }
      byte letter = text[at++];
      decoded[to++] =
          switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
              // Only control characters are left in this form.
              int value =
                  16 * Character.digit(text[at + 2], 16) + Character.digit(text[at + 3], 16);
              at += 4;
              yield (byte) value;
            }
            default -> letter;
          };
    }
    return Arrays.copyOf(decoded, to);
  }

  static String decode(byte[] text, int start, int end) {
    return new String(decodeBytes(text, start, end), StandardCharsets.UTF_8);
  }

  /** A JSON string, with its quotes, of that value; half of a surrogate pair becomes '?'. */
  static byte[] quote(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length + 2);
    out.write('"');
    for (byte b : utf8) {
      switch (b) {
        case '"', '\\' -> {
          out.write('\\');
          out.write(b);
        }
        case '\b' -> out.writeBytes(ascii("\\b"));
        case '\f' -> out.writeBytes(ascii("\\f"));
        case '\n' -> out.writeBytes(ascii("\\n"));
        case '\r' -> out.writeBytes(ascii("\\r"));
        case '\t' -> out.writeBytes(ascii("\\t"));
        default -> {
          if (b >= 0 && b < ' ') {
            out.writeBytes(ascii(String.format("\\u%04x", b)));
          } else {
            out.write(b);
          }
        }
      }
    }
    out.write('"');
    return out.toByteArray();
  }

  /** A JSON string whose value is a JSON text in normalised form. */
  static byte[] quoteText(byte[] text, int start, int end) {
    byte[] quoted = new byte[2 * (end - start) + 2];
    int to = 0;
    quoted[to++] = '"';
    for (int at = start; at < end; at++) {
      byte b = text[at];
      if (b == '"' || b == '\\') {
        quoted[to++] = '\\';
      }
      quoted[to++] = b;
    }
    quoted[to++] = '"';
    return Arrays.copyOf(quoted, to);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
