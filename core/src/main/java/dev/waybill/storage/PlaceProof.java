package dev.waybill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a tenant proves that a place is its own where the service writes with one identity for all
 * tenants: an object is put there, and whoever can read it can say its token. A token holds for one
 * integration and one place: a tenant that reads one at a place of its own learns nothing about
 * that of another place. It is the same whenever it is asked for, so that an object that is there
 * already has the right one (HMAC-SHA-256, RFC 2104).
 *
 * @param integration the storage integration's id
 * @param seed random, 256 bits in Base64url, never shown
 */
public record PlaceProof(UUID integration, String seed) {
  private static final String ALGORITHM = "HmacSHA256";

  public PlaceProof {
    requireNonNull(integration, "integration is null");
    if (seed.length() < 43) {
      throw new IllegalArgumentException("a seed has 256 bits");
    }
  }

  /** The name of the object. */
  public ObjectKey key() {
    return key(integration);
  }

  /** The name of the object for an integration. */
  public static ObjectKey key(UUID integration) {
    return new ObjectKey(".waybill.confirm." + integration);
  }

  /** The object's bytes: the token, and a line feed. */
  public byte[] content(Location place) {
    return (token(place) + "\n").getBytes(UTF_8);
  }

  /** Whether someone could read the object there; white space around the token does not count. */
  public boolean isToken(String returned, Location place) {
    return MessageDigest.isEqual(returned.strip().getBytes(UTF_8), token(place).getBytes(UTF_8));
  }

  /**
   * By which a way back to the service is known to have begun at this integration.
   *
   * @param end until when it is good, to the second
   */
  public String consentState(Instant end) {
    return mac("consent " + integration + " " + end.getEpochSecond());
  }

  private String token(Location place) {
    return mac("place " + integration + " " + place);
  }

  private String mac(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(seed.getBytes(UTF_8), ALGORITHM));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Shows no seed. */
  @Override
  public String toString() {
    return "PlaceProof[" + integration + "]";
  }
}
