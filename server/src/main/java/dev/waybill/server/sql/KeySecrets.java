package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The form of API keys' secrets: {@code wb_}, 256 random bits as 43 digits, and a CRC-32 of all
 * before it as 6 digits, both of base 62. Prefix and check let scanners of source code recognise a
 * leaked key, and let us refuse what cannot be one without asking the database.
 */
final class KeySecrets {
  /** As much of a secret as may be shown. */
  static final int SHOWN = 8;

  private static final String PREFIX = "wb_";
  private static final int RANDOM_BITS = 256;
  private static final int RANDOM_DIGITS = 43;
  private static final int CHECK_DIGITS = 6;
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
  private static final Pattern FORM =
      Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (RANDOM_DIGITS + CHECK_DIGITS) + "}");

  private KeySecrets() {}

  static String draw(SecureRandom random) {
    String body = PREFIX + digits(new BigInteger(RANDOM_BITS, random), RANDOM_DIGITS);
    return body + check(body);
  }

  static boolean hasForm(String text) {
    if (!FORM.matcher(text).matches()) {
      return false;
    }
    int end = text.length() - CHECK_DIGITS;
    return check(text.substring(0, end)).equals(text.substring(end));
  }

  private static String check(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(US_ASCII));
    return digits(BigInteger.valueOf(crc.getValue()), CHECK_DIGITS);
  }

  private static String digits(BigInteger number, int count) {
    StringBuilder digits = new StringBuilder(count);
    BigInteger rest = number;
    for (int i = 0; i < count; i++) {
      BigInteger[] divided = rest.divideAndRemainder(BASE);
      digits.append(ALPHABET.charAt(divided[1].intValue()));
      rest = divided[0];
    }
    return digits.reverse().toString();
  }
}
