package dev.waybill.stores.gcs;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.GoogleKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** The JSON file of a service account's key, as Google gives it out. */
public final class GoogleKeyFile {
  private static final JsonFactory JSON = new JsonFactory();

  private GoogleKeyFile() {}

  /**
   * Reads what is needed of it.
   *
   * @throws InvalidInput if it is no such file; nothing of it is quoted
   */
  public static GoogleKey parse(String json) {
    Map<String, String> fields = fields(json);
    if (!"service_account".equals(fields.get("type"))) {
      throw invalid("its 'type' is not service_account");
    }
    return new GoogleKey(
        required(fields, "client_email"),
        required(fields, "private_key_id"),
        required(fields, "private_key"));
  }

  private static Map<String, String> fields(String json) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw invalid("it is no JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          fields.put(name, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException _) {
      throw invalid("it is no JSON object");
    }
    return fields;
  }

  private static String required(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> invalid("it has no '" + name + "'"));
  }

  private static InvalidInput invalid(String why) {
    return new InvalidInput(
        "serviceAccountKey",
        "A serviceAccountKey is the text of the JSON file that Google gives out for a service"
            + " account's key: "
            + why
            + ".");
  }
}
