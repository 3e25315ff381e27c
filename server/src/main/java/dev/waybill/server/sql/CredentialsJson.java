package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.RoleArn;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Credentials as they are before encryption; of a role there is nothing to hide. */
final class CredentialsJson {
  private static final String TYPE = "type";
  private static final String NONE = "NONE";
  private static final String ACCESS_KEY = "ACCESS_KEY";
  private static final String ASSUMED_ROLE = "ASSUMED_ROLE";
  private static final String ACCESS_KEY_ID = "accessKeyId";
  private static final String SECRET_ACCESS_KEY = "secretAccessKey";
  private static final String ADDED_AT = "addedAt";
  private static final String PREVIOUS = "previous";

  private CredentialsJson() {}

  static byte[] write(Credentials credentials) {
    ObjectNode json = Json.object();
    switch (credentials) {
      case Credentials.None() -> json.put(TYPE, NONE);
      case AccessKey key -> {
        write(json.put(TYPE, ACCESS_KEY), key);
        key.previous().ifPresent(before -> write(json.putObject(PREVIOUS), before));
      }
      case Credentials.AssumedRole _ -> json.put(TYPE, ASSUMED_ROLE);
    }
    return json.toString().getBytes(UTF_8);
  }

  /**
   * Reads them.
   *
   * @param role that of the integration's row, if it has one
   * @param externalId the integration's, and no other
   */
  static Credentials read(byte[] bytes, Optional<RoleArn> role, UUID externalId) {
    JsonNode json = Json.parse(new String(bytes, UTF_8));
    String type = json.required(TYPE).stringValue();
    return switch (type) {
      case NONE -> new Credentials.None();
      case ACCESS_KEY ->
          json.has(PREVIOUS)
              ? accessKey(json).after(accessKey(json.required(PREVIOUS)))
              : accessKey(json);
      case ASSUMED_ROLE -> new Credentials.AssumedRole(role.orElseThrow(), externalId);
      default -> throw new IllegalStateException("unknown type of credentials: " + type);
    };
  }

  private static void write(ObjectNode json, AccessKey key) {
    json.put(ACCESS_KEY_ID, key.accessKeyId()).put(SECRET_ACCESS_KEY, key.secretAccessKey());
    key.addedAt().ifPresent(time -> json.put(ADDED_AT, Times.micros(time)));
  }

  /** What earlier versions wrote says nothing of times. */
  private static AccessKey accessKey(JsonNode json) {
    return new AccessKey(
        json.required(ACCESS_KEY_ID).stringValue(),
        json.required(SECRET_ACCESS_KEY).stringValue(),
        json.optional(ADDED_AT).map(JsonNode::longValue).map(Times::of),
        Optional.empty());
  }
}
