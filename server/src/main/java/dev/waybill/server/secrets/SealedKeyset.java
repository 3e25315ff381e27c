package dev.waybill.server.secrets;

import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key file that is encrypted.
 *
 * @param protectedBy the name of the key that encrypted it, as the settings had it
 * @param encryptedBy that key itself; the name may be another's by now
 * @param ids of the keys in it
 * @param keyset Tink's form of an encrypted keyset
 */
record SealedKeyset(String protectedBy, String encryptedBy, List<String> ids, String keyset) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PROTECTED_BY = "protectedBy";
  private static final String ENCRYPTED_BY = "encryptedBy";
  private static final String KEYS = "keys";
  private static final String KEYSET = "keyset";

  SealedKeyset {
    requireNonNull(protectedBy, "protectedBy is null");
    requireNonNull(encryptedBy, "encryptedBy is null");
    ids = List.copyOf(ids);
    requireNonNull(keyset, "keyset is null");
  }

  String write() {
    ObjectNode json = JSON.createObjectNode();
    json.put(PROTECTED_BY, protectedBy);
    json.put(ENCRYPTED_BY, encryptedBy);
    ArrayNode keys = json.putArray(KEYS);
    ids.forEach(keys::add);
    json.set(KEYSET, JSON.readTree(keyset));
    return JSON.writeValueAsString(json) + "\n";
  }

  /**
   * Empty if the text is not that of an encrypted one.
   *
   * @throws GeneralSecurityException if it is, and is damaged
   */
  static Optional<SealedKeyset> read(String text) throws GeneralSecurityException {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JacksonException e) {
      return Optional.empty();
    }
    if (!json.has(PROTECTED_BY)) {
      return Optional.empty();
    }
    JsonNode keys = json.path(KEYS);
    if (!json.path(PROTECTED_BY).isString()
        || !json.path(ENCRYPTED_BY).isString()
        || !keys.isArray()
        || !keys.valueStream().allMatch(JsonNode::isString)
        || !json.path(KEYSET).isObject()) {
      throw new GeneralSecurityException("not an encrypted keyset");
    }
    return Optional.of(
        new SealedKeyset(
            json.path(PROTECTED_BY).asString(),
            json.path(ENCRYPTED_BY).asString(),
            keys.valueStream().map(JsonNode::asString).toList(),
            JSON.writeValueAsString(json.path(KEYSET))));
  }
}
