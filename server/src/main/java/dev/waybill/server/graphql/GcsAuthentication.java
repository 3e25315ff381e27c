package dev.waybill.server.graphql;

/** The ways into a bucket of Google's; the names are those of the schema. */
enum GcsAuthentication {
  GRANT,
  SERVICE_ACCOUNT_KEY
}
