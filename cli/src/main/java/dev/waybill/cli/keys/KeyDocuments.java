package dev.waybill.cli.keys;

/** The GraphQL documents about API keys. */
final class KeyDocuments {
  private static final String KEY =
      "{ __typename id name permissions prefix createdAt expiresAt lastUsedAt }";

  private KeyDocuments() {}

  static String list() {
    return "query { apiKeys %s }".formatted(KEY);
  }

  static String create() {
    return """
        mutation($data: CreateApiKeyInput!) {
          createApiKey(data: $data) { __typename key %s secret } }"""
        .formatted(KEY);
  }

  static String rotate() {
    return """
        mutation($id: ID!, $overlap: String, $expiresAt: String, $expiresIn: String) {
          rotateApiKey(id: $id, overlap: $overlap, expiresAt: $expiresAt, expiresIn: $expiresIn) {
            __typename key %s secret replaced %s } }"""
        .formatted(KEY, KEY);
  }

  static String revoke() {
    return "mutation($id: ID!) { revokeApiKey(id: $id) %s }".formatted(KEY);
  }
}
