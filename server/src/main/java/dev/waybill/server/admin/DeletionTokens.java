package dev.waybill.server.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Confirmations of deletions: each is for one tenant, as it is now, and for ten minutes. None
 * outlives the server, and none is remembered.
 */
public final class DeletionTokens {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})-([A-Za-z0-9_-]{43})");

  private final SecretKeySpec key;
  private final TimeSource time;

  /** A token and when it ends. */
  record Token(String text, Instant expiresAt) {
    Token {
      requireNonNull(text, "text is null");
      requireNonNull(expiresAt, "expiresAt is null");
    }
  }

  public DeletionTokens(SecureRandom random, TimeSource time) {
    byte[] secret = new byte[KEY_BYTES];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * @param stored the tenant as it is now; empty of one whose deletion was interrupted
   */
  Token make(TenantId tenant, Optional<Tenant> stored) {
    Instant end = Instant.ofEpochSecond(time.now().plus(LIFE).getEpochSecond());
    return new Token(end.getEpochSecond() + "-" + code(tenant, stored, end.getEpochSecond()), end);
  }

  boolean allows(String text, TenantId tenant, Optional<Tenant> stored) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return false;
    }
    long end = Long.parseLong(form.group(1));
    boolean made =
        MessageDigest.isEqual(
            code(tenant, stored, end).getBytes(US_ASCII), form.group(2).getBytes(US_ASCII));
    return made && time.now().isBefore(Instant.ofEpochSecond(end));
  }

  /** A tenant that was created anew under the id is another one. */
  private String code(TenantId tenant, Optional<Tenant> stored, long end) {
    String meant =
        String.join(
            " ",
            "delete",
            tenant.value(),
            stored.map(Tenant::createdAt).map(Instant::toString).orElse("-"),
            Long.toString(end));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(meant.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + ALGORITHM, e);
    }
  }
}
