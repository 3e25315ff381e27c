package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.storage.Authentication;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.GoogleKey;
import dev.waybill.storage.PlaceProof;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.SasToken;
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
  private static final String SAS = "SAS";
  private static final String TOKEN = "token";
  private static final String ENTRA_APPLICATION = "ENTRA_APPLICATION";
  private static final String GOOGLE_GRANT = "GOOGLE_GRANT";
  private static final String SEED = "seed";
  private static final String SERVICE_ACCOUNT_KEY = "SERVICE_ACCOUNT_KEY";
  private static final String CLIENT_EMAIL = "clientEmail";
  private static final String PRIVATE_KEY_ID = "privateKeyId";
  private static final String PRIVATE_KEY = "privateKey";

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
      case Credentials.SharedAccessSignature(SasToken token) ->
          json.put(TYPE, SAS).put(TOKEN, token.text());
      case Credentials.EntraApplication application ->
          json.put(TYPE, ENTRA_APPLICATION).put(SEED, application.ownership().seed());
      case Credentials.GoogleGrant(PlaceProof ownership) ->
          json.put(TYPE, GOOGLE_GRANT).put(SEED, ownership.seed());
      case Credentials.ServiceAccountKey(GoogleKey key) ->
          json.put(TYPE, SERVICE_ACCOUNT_KEY)
              .put(CLIENT_EMAIL, key.clientEmail())
              .put(PRIVATE_KEY_ID, key.privateKeyId())
              .put(PRIVATE_KEY, key.privateKey());
    }
    return json.toString().getBytes(UTF_8);
  }

  /**
   * Reads them.
   *
   * @param authentication that of the integration's row
   * @param integration the integration's id, and no other
   * @param externalId likewise
   */
  static Credentials read(
      byte[] bytes, Authentication authentication, UUID integration, UUID externalId) {
    JsonNode json = Json.parse(new String(bytes, UTF_8));
    return switch (authentication) {
      case Authentication.None() -> new Credentials.None();
      case Authentication.AccessKey() ->
          json.has(PREVIOUS)
              ? accessKey(json).after(accessKey(json.required(PREVIOUS)))
              : accessKey(json);
      case Authentication.AssumedRole(RoleArn role) ->
          new Credentials.AssumedRole(role, externalId);
      case Authentication.SharedAccessSignature _ ->
          new Credentials.SharedAccessSignature(new SasToken(json.required(TOKEN).stringValue()));
      case Authentication.EntraApplication(EntraDirectory directory) ->
          new Credentials.EntraApplication(directory, proof(json, integration));
      case Authentication.GoogleGrant() -> new Credentials.GoogleGrant(proof(json, integration));
      case Authentication.ServiceAccountKey _ ->
          new Credentials.ServiceAccountKey(
              new GoogleKey(
                  json.required(CLIENT_EMAIL).stringValue(),
                  json.required(PRIVATE_KEY_ID).stringValue(),
                  json.required(PRIVATE_KEY).stringValue()));
    };
  }

  private static PlaceProof proof(JsonNode json, UUID integration) {
    return new PlaceProof(integration, json.required(SEED).stringValue());
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
