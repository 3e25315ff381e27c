package dev.waybill.stores.gcs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.storage.GoogleKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.UUID;

/** A service account with one key, as a customer or the operator has it. */
public record FakeServiceAccount(String email, String keyId, KeyPair keys) {

  static FakeServiceAccount named(String email) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return new FakeServiceAccount(
          email, UUID.randomUUID().toString().replace("-", ""), generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the service keeps of it. */
  public GoogleKey key() {
    return new GoogleKey(email, keyId, pem());
  }

  /** The file that Google gives out. */
  public String file() {
    return file("https://oauth2.googleapis.com/token");
  }

  /** The same with another place to get tokens from. */
  public String file(String tokenUri) {
    return """
        {
          "type": "service_account",
          "project_id": "audit",
          "private_key_id": "%s",
          "private_key": "%s",
          "client_email": "%s",
          "client_id": "100000000000000000001",
          "auth_uri": "https://accounts.google.com/o/oauth2/auth",
          "token_uri": "%s",
          "universe_domain": "googleapis.com"
        }
        """
        .formatted(keyId, pem().replace("\n", "\\n"), email, tokenUri);
  }

  RSAPublicKey publicKey() {
    return (RSAPublicKey) keys.getPublic();
  }

  private String pem() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
            .encodeToString(keys.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  @Override
  public String toString() {
    return "FakeServiceAccount[" + email + "]";
  }
}
