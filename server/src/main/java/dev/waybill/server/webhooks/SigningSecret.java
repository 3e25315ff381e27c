package dev.waybill.server.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * With what the webhooks of an endpoint are signed.
 *
 * @param text {@code whsec_} and base64, as its receiver gets it
 */
public record SigningSecret(String text) {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  public SigningSecret {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a signing secret begins with " + PREFIX);
    }
  }

  public static SigningSecret draw(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * The signature of Standard Webhooks, version 1.
   *
   * @param timestamp seconds since the epoch
   */
  String sign(String id, long timestamp, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
