package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Tokens of one kind: 256 random bits behind a prefix by which people, and scanners for secrets,
 * recognise them.
 */
final class Tokens {
  private static final int RANDOM_BYTES = 32;

  private final String prefix;
  private final Pattern form;

  Tokens(String prefix) {
    this.prefix = requireNonNull(prefix, "prefix is null");
    this.form = Pattern.compile(prefix + "[A-Za-z0-9_-]{43}");
  }

  String draw(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  boolean hasForm(String token) {
    return form.matcher(token).matches();
  }
}
