package dev.waybill.server.graphql;

/** The ways into a container of Azure; the names are those of the schema. */
enum AzureAuthentication {
  SAS_TOKEN,
  ENTRA_APP
}
