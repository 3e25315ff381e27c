package dev.waybill.stores.gcs;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.GoogleKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON file that Google gives out with a key of a service account. Who gives it chooses nothing
 * but whose key it is: where it says that tokens are to be had is passed over.
 */
public final class GoogleKeyFile {
  private static final String FIELD = "serviceAccountKey";
  private static final int MOST_CHARACTERS = 16_384;
  private static final int SMALLEST_MODULUS = 2_048;

  private static final Set<String> WANTED =
      Set.of("type", "client_email", "private_key_id", "private_key", "token_url");
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9._%+-]{1,100}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private GoogleKeyFile() {}

  /**
   * Reads the file's text.
   *
   * @throws InvalidInput if it is no such file; says nothing of its content
   */
  public static GoogleKey parse(String json) {
    if (json.length() > MOST_CHARACTERS) {
      throw invalid("It is too long.");
    }
    Map<String, String> fields = fields(json);
    String type = fields.getOrDefault("type", "");
    if (!type.equals("service_account")) {
      throw invalid("Its type is not 'service_account'.");
    }
    String email = matching(fields, "client_email", EMAIL);
    String keyId = matching(fields, "private_key_id", KEY_ID);
    String pem = matching(fields, "private_key", PEM);
    if (privateKey(pem).isEmpty()) {
      throw invalid("Its private_key is no RSA key of 2048 bits.");
    }
    return new GoogleKey(email, keyId, pem.strip() + "\n");
  }

  /** An RSA key that is long enough, from PKCS #8 in PEM; empty if it is anything else. */
  static Optional<PrivateKey> privateKey(String pem) {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      byte[] der = Base64.getDecoder().decode(matcher.group(1).replaceAll("\\s", ""));
      PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
      return Optional.of(key)
          .filter(
              rsa ->
                  rsa instanceof RSAPrivateKey known
                      && known.getModulus().bitLength() >= SMALLEST_MODULUS);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The wanted ones that are text. */
  static Map<String, String> fields(String json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      Map<String, String> fields = new HashMap<>();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notJson();
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING && WANTED.contains(name)) {
          fields.put(name, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw notJson();
      }
      return fields;
    } catch (JacksonException e) {
      // Not the cause of what is thrown: its message shows the text.
      throw notJson();
    }
  }

  private static String matching(Map<String, String> fields, String name, Pattern pattern) {
    return Optional.ofNullable(fields.get(name))
        .filter(value -> pattern.matcher(value).matches())
        .orElseThrow(() -> invalid("Its " + name + " is missing or damaged."));
  }

  private static InvalidInput notJson() {
    return invalid("It is not one JSON object.");
  }

  private static InvalidInput invalid(String why) {
    return new InvalidInput(
        FIELD,
        why
            + " Give the whole text of the JSON file that Google makes with a new key of a service"
            + " account.");
  }
}
