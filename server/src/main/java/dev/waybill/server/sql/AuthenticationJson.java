package dev.waybill.server.sql;

import dev.waybill.storage.Authentication;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.RoleArn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What may be shown of credentials, as it is stored. */
final class AuthenticationJson {
  private static final String TYPE = "type";
  private static final String NONE = "NONE";
  private static final String ACCESS_KEY = "ACCESS_KEY";
  private static final String ASSUMED_ROLE = "ASSUMED_ROLE";
  private static final String ROLE_ARN = "roleArn";
  private static final String SAS = "SAS";
  private static final String EXPIRES_AT = "expiresAt";
  private static final String PERMISSIONS = "permissions";
  private static final String ENTRA_APPLICATION = "ENTRA_APPLICATION";
  private static final String DIRECTORY = "directory";
  private static final String GOOGLE_GRANT = "GOOGLE_GRANT";
  private static final String SERVICE_ACCOUNT_KEY = "SERVICE_ACCOUNT_KEY";
  private static final String CLIENT_EMAIL = "clientEmail";
  private static final String PRIVATE_KEY_ID = "privateKeyId";

  private AuthenticationJson() {}

  static String write(Authentication authentication) {
    ObjectNode json = Json.object().put(TYPE, word(authentication));
    switch (authentication) {
      case Authentication.None(), Authentication.AccessKey(), Authentication.GoogleGrant() -> {}
      case Authentication.AssumedRole(RoleArn role) -> json.put(ROLE_ARN, role.value());
      case Authentication.SharedAccessSignature(var expiresAt, var permissions) -> {
        expiresAt.ifPresent(time -> json.put(EXPIRES_AT, Times.micros(time)));
        permissions.ifPresent(letters -> json.put(PERMISSIONS, letters));
      }
      case Authentication.EntraApplication(EntraDirectory directory) ->
          json.put(DIRECTORY, directory.id());
      case Authentication.ServiceAccountKey(String email, String key) ->
          json.put(CLIENT_EMAIL, email).put(PRIVATE_KEY_ID, key);
    }
    return json.toString();
  }

  static Authentication read(String text) {
    JsonNode json = Json.parse(text);
    String type = json.required(TYPE).stringValue();
    return switch (type) {
      case NONE -> new Authentication.None();
      case ACCESS_KEY -> new Authentication.AccessKey();
      case ASSUMED_ROLE ->
          new Authentication.AssumedRole(new RoleArn(json.required(ROLE_ARN).stringValue()));
      case SAS ->
          new Authentication.SharedAccessSignature(
              json.optional(EXPIRES_AT).map(JsonNode::longValue).map(Times::of),
              Json.optionalText(json, PERMISSIONS));
      case ENTRA_APPLICATION ->
          new Authentication.EntraApplication(
              new EntraDirectory(json.required(DIRECTORY).stringValue()));
      case GOOGLE_GRANT -> new Authentication.GoogleGrant();
      case SERVICE_ACCOUNT_KEY ->
          new Authentication.ServiceAccountKey(
              json.required(CLIENT_EMAIL).stringValue(),
              json.required(PRIVATE_KEY_ID).stringValue());
      default -> throw new IllegalStateException("unknown type of authentication: " + type);
    };
  }

  /** The word for the way they authenticate. */
  static String word(Authentication authentication) {
    return switch (authentication) {
      case Authentication.None() -> NONE;
      case Authentication.AccessKey() -> ACCESS_KEY;
      case Authentication.AssumedRole _ -> ASSUMED_ROLE;
      case Authentication.SharedAccessSignature _ -> SAS;
      case Authentication.EntraApplication _ -> ENTRA_APPLICATION;
      case Authentication.GoogleGrant() -> GOOGLE_GRANT;
      case Authentication.ServiceAccountKey _ -> SERVICE_ACCOUNT_KEY;
    };
  }
}
