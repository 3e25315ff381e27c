package dev.waybill.cli.exports;

/** The GraphQL documents about backfills. */
final class BackfillDocuments {
  private static final String BACKFILL =
      """
      { __typename id configurationId status from to prefix events { done total }
        bytes { done total } percent failure { fault stage code message advice } nextAttemptAt
        createdAt finishedAt }""";

  private BackfillDocuments() {}

  static String create() {
    return """
        mutation($configurationId: ID!, $from: String!, $to: String!, $prefix: String) {
          backfill(configurationId: $configurationId, from: $from, to: $to, prefix: $prefix) %s }"""
        .formatted(BACKFILL);
  }

  static String cancel() {
    return "mutation($id: ID!) { cancelBackfill(id: $id) %s }".formatted(BACKFILL);
  }

  static String get() {
    return "query($id: ID!) { exportBackfill(id: $id) %s }".formatted(BACKFILL);
  }

  static String list() {
    return """
        query($configurationId: ID!, $first: Int!, $after: String) {
          exportBackfills(configurationId: $configurationId, first: $first, after: $after) {
            nodes %s pageInfo { hasNextPage endCursor } } }"""
        .formatted(BACKFILL);
  }
}
