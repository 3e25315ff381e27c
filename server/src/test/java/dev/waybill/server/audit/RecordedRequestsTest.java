package dev.waybill.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request that is new, and changes something, must say here how it is recorded, or why not. */
class RecordedRequestsTest {
  private static final Set<ActName> CREATED = Set.of(ActName.CREATE_EXPORT_CONFIGURATION);
  private static final Set<ActName> UPDATED = Set.of(ActName.UPDATE_EXPORT_CONFIGURATION);

  private static final Map<String, Set<ActName>> MUTATIONS =
      Map.ofEntries(
          entry("createS3AccessKeyExportConfiguration", CREATED),
          entry("createS3AssumedRoleExportConfiguration", CREATED),
          entry("createAdlsSasTokenExportConfiguration", CREATED),
          entry("createAdlsEntraAppExportConfiguration", CREATED),
          entry("createGcsExportConfiguration", CREATED),
          entry("createGcsServiceAccountKeyExportConfiguration", CREATED),
          entry("createAdlsSasTokenEndpointConfiguration", CREATED),
          entry("createDirectoryExportConfiguration", CREATED),
          entry("createExportConfiguration", CREATED),
          entry("updateS3AccessKeyExportConfiguration", UPDATED),
          entry("updateS3AssumedRoleExportConfiguration", UPDATED),
          entry("updateAdlsSasTokenExportConfiguration", UPDATED),
          entry("updateAdlsEntraAppExportConfiguration", UPDATED),
          entry("updateGcsExportConfiguration", UPDATED),
          entry("updateGcsServiceAccountKeyExportConfiguration", UPDATED),
          entry("updateDirectoryExportConfiguration", UPDATED),
          entry("updateExportConfiguration", UPDATED),
          entry("enableExportConfiguration", Set.of(ActName.ENABLE_EXPORT_CONFIGURATION)),
          entry("disableExportConfiguration", Set.of(ActName.DISABLE_EXPORT_CONFIGURATION)),
          entry("deleteExportConfiguration", Set.of(ActName.DELETE_EXPORT_CONFIGURATION)),
          entry("testExportConfiguration", Set.of(ActName.CHANGE_CONNECTION_STATUS)),
          entry("createStorageIntegration", Set.of(ActName.CREATE_STORAGE_INTEGRATION)),
          entry("updateStorageIntegrationDestination", Set.of(ActName.UPDATE_STORAGE_INTEGRATION)),
          entry("confirmDestination", Set.of(ActName.CONFIRM_DESTINATION)),
          entry("deleteStorageIntegration", Set.of(ActName.DELETE_STORAGE_INTEGRATION)),
          entry("createApiKey", Set.of(ActName.CREATE_API_KEY)),
          entry("rotateApiKey", Set.of(ActName.ROTATE_API_KEY)),
          entry("revokeApiKey", Set.of(ActName.REVOKE_API_KEY)),
          entry("backfill", Set.of(ActName.START_BACKFILL)),
          entry("cancelBackfill", Set.of(ActName.CANCEL_BACKFILL)),
          entry("redeliver", Set.of(ActName.START_REDELIVERY)),
          entry("cancelRedelivery", Set.of(ActName.CANCEL_REDELIVERY)),
          entry("setNotificationRecipients", Set.of(ActName.UPDATE_TENANT)),
          entry("createWebhookEndpoint", Set.of(ActName.CREATE_WEBHOOK_ENDPOINT)),
          entry("updateWebhookEndpoint", Set.of(ActName.UPDATE_WEBHOOK_ENDPOINT)),
          entry("deleteWebhookEndpoint", Set.of(ActName.DELETE_WEBHOOK_ENDPOINT)),
          entry("rotateWebhookSecret", Set.of(ActName.ROTATE_WEBHOOK_SECRET)));

  private static final Map<String, Set<ActName>> ROUTES =
      Map.ofEntries(
          entry(
              "put /api/admin/tenants/{id}",
              Set.of(
                  ActName.CREATE_TENANT,
                  ActName.UPDATE_TENANT,
                  ActName.SUSPEND_TENANT,
                  ActName.RESUME_TENANT)),
          entry("delete /api/admin/tenants/{id}", Set.of(ActName.DELETE_TENANT)),
          entry("post /api/admin/tenants/{id}/keys", Set.of(ActName.CREATE_API_KEY)),
          entry("post /api/admin/keys", Set.of(ActName.CREATE_API_KEY)),
          entry("delete /api/admin/keys/{keyId}", Set.of(ActName.REVOKE_API_KEY)),
          entry("post /api/admin/keys/{keyId}/rotate", Set.of(ActName.ROTATE_API_KEY)),
          entry("post /api/admin/signing-keys/rotate", Set.of(ActName.ROTATE_SIGNING_KEY)),
          entry("post /api/admin/secrets/rotate", Set.of(ActName.ROTATE_SECRET_KEY)),
          entry("post /api/admin/clock/confirm", Set.of(ActName.CONFIRM_CLOCK)),
          entry("post /api/admin/backups", Set.of(ActName.START_BACKUP)),
          entry("delete /api/admin/sessions", Set.of(ActName.END_SESSIONS)),
          entry(
              "post /api/admin/tenants/{id}/portal-sessions",
              Set.of(ActName.CREATE_PORTAL_SESSION)),
          entry("post /login", Set.of(ActName.LOGIN, ActName.FAILED_LOGIN)),
          entry("post /logout", Set.of(ActName.LOGOUT)));

  private static final Map<String, String> NOT_RECORDED =
      Map.of(
          "runExportConfiguration",
          "it only delivers earlier what is delivered anyway; its job shows it, and an event"
              + " would make every delivery that is asked for one that is not empty",
          "testWebhookEndpoint",
          "the endpoint is told something, and nothing is changed",
          "post /api/audit/events",
          "the events are the record");

  @Test
  void everyMutationIsRecorded() throws IOException {
    var types = new TypeDefinitionRegistry();
    for (Resource file :
        new PathMatchingResourcePatternResolver().getResources("classpath:graphql/*.graphqls")) {
      types.merge(new SchemaParser().parse(file.getContentAsString(UTF_8)));
    }
    Set<String> mutations = new TreeSet<>();
    types.getTypes(ObjectTypeDefinition.class).forEach(type -> addMutations(mutations, type));
    types.objectTypeExtensions().values().stream()
        .flatMap(List::stream)
        .forEach(type -> addMutations(mutations, type));

    assertThat(mutations).isNotEmpty();
    mutations.removeAll(NOT_RECORDED.keySet());
    assertThat(mutations).isEqualTo(MUTATIONS.keySet());
  }

  @Test
  void everyRouteThatChangesSomethingIsRecorded() throws IOException {
    Set<String> routes = new TreeSet<>();
    JsonNode paths;
    try (InputStream document =
        Objects.requireNonNull(getClass().getResourceAsStream("/openapi.json"))) {
      paths = JsonMapper.shared().readTree(document).path("paths");
    }
    paths
        .properties()
        .forEach(
            path ->
                path.getValue().propertyNames().stream()
                    .filter(method -> !method.equals("get"))
                    .forEach(method -> routes.add(method + " " + path.getKey())));

    assertThat(routes).isNotEmpty();
    routes.removeAll(NOT_RECORDED.keySet());
    assertThat(routes).isEqualTo(ROUTES.keySet());
  }

  private static void addMutations(Set<String> to, ObjectTypeDefinition definition) {
    if (definition.getName().equals("Mutation")) {
      definition.getFieldDefinitions().forEach(field -> to.add(field.getName()));
    }
  }
}
