package dev.waybill.server.graphql;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The text of the JSON file of a service account's key. */
record GoogleKeyText(String clientEmail, String privateKeyId) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PRIVATE_KEY = privateKey();

  /** As a string of a GraphQL document, whose escapes are those of JSON. */
  String quoted() {
    return JSON.writeValueAsString(
        JSON.writeValueAsString(
            Map.of(
                "type",
                "service_account",
                "project_id",
                "acme",
                "client_email",
                clientEmail,
                "private_key_id",
                privateKeyId,
                "private_key",
                PRIVATE_KEY,
                "token_uri",
                "https://attacker.example/token")));
  }

  /** What nobody may ever see. */
  static String secret() {
    return PRIVATE_KEY.lines().skip(1).findFirst().orElseThrow();
  }

  private static String privateKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(pkcs8)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
