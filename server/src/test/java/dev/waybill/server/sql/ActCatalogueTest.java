package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.OwnEvents;
import dev.waybill.export.Backfills;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.Redeliveries;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.AuditOutbox.Waiting;
import dev.waybill.server.documentation.Documents;
import dev.waybill.server.expiry.ExpiryNotices;
import dev.waybill.server.signing.SigningKeyRing;
import dev.waybill.server.webhooks.WebhookEndpoints;
import dev.waybill.storage.SharedIdentities;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.Tenants;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue in docs/spec/event-v1.md, and what the code records. */
class ActCatalogueTest {
  private static final Pattern RANDOM =
      Pattern.compile(
          "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\"prefix\":\"wb_[^\"]*|\"[A-Za-z0-9_-]{43}\"");

  /** What only reads. */
  private static final Set<String> READS =
      Set.of(
          "find",
          "deletedInUse",
          "list",
          "search",
          "linked",
          "lastUses",
          "authenticate",
          "recognise",
          "draft",
          "drafts",
          "credentials",
          "returningFromConsent",
          "accessKeys",
          "stream",
          "delivering",
          "uncounted",
          "current",
          "filesOf",
          "target");

  /** What changes something, and by which acts it is recorded. */
  private static final Map<String, Set<ActName>> RECORDED =
      Map.ofEntries(
          Map.entry("Tenants.upsert", Set.of(ActName.CREATE_TENANT, ActName.UPDATE_TENANT)),
          Map.entry("Tenants.setSuspended", Set.of(ActName.SUSPEND_TENANT, ActName.RESUME_TENANT)),
          Map.entry("Tenants.setQuotas", Set.of(ActName.UPDATE_TENANT)),
          Map.entry("Tenants.setEntitlements", Set.of(ActName.UPDATE_TENANT)),
          Map.entry("Tenants.changeRecipients", Set.of(ActName.UPDATE_TENANT)),
          Map.entry("Tenants.delete", Set.of(ActName.DELETE_TENANT)),
          Map.entry("ApiKeys.issue", Set.of(ActName.CREATE_API_KEY)),
          Map.entry("ApiKeys.issueOnce", Set.of(ActName.CREATE_API_KEY)),
          Map.entry("ApiKeys.rotate", Set.of(ActName.ROTATE_API_KEY)),
          Map.entry("ApiKeys.revoke", Set.of(ActName.REVOKE_API_KEY)),
          Map.entry("StorageIntegrations.recordTest", Set.of(ActName.CHANGE_CONNECTION_STATUS)),
          Map.entry("StorageIntegrations.recordProof", Set.of(ActName.CHANGE_CONNECTION_STATUS)),
          Map.entry("StorageIntegrations.recordReading", Set.of(ActName.CHANGE_CONNECTION_STATUS)),
          Map.entry("StorageIntegrations.confirm", Set.of(ActName.CONFIRM_DESTINATION)),
          Map.entry("ExpiryNotices.give", Set.of(ActName.WARN_OF_SECRET_EXPIRY)),
          Map.entry("ExportConfigurations.create", Set.of(ActName.CREATE_EXPORT_CONFIGURATION)),
          Map.entry("ExportConfigurations.update", Set.of(ActName.UPDATE_EXPORT_CONFIGURATION)),
          Map.entry(
              "ExportConfigurations.setEnabled",
              Set.of(ActName.ENABLE_EXPORT_CONFIGURATION, ActName.DISABLE_EXPORT_CONFIGURATION)),
          Map.entry("ExportConfigurations.delete", Set.of(ActName.DELETE_EXPORT_CONFIGURATION)),
          Map.entry("IntegrationChanges.draft", Set.of(ActName.CREATE_STORAGE_INTEGRATION)),
          Map.entry("IntegrationChanges.create", Set.of(ActName.CREATE_STORAGE_INTEGRATION)),
          Map.entry("IntegrationChanges.complete", Set.of(ActName.UPDATE_STORAGE_INTEGRATION)),
          Map.entry("IntegrationChanges.redirect", Set.of(ActName.UPDATE_STORAGE_INTEGRATION)),
          Map.entry("IntegrationChanges.delete", Set.of(ActName.DELETE_STORAGE_INTEGRATION)),
          Map.entry("IntegrationChanges.deleteDraft", Set.of(ActName.DELETE_STORAGE_INTEGRATION)),
          Map.entry("Backfills.create", Set.of(ActName.START_BACKFILL)),
          Map.entry("Backfills.cancel", Set.of(ActName.CANCEL_BACKFILL)),
          Map.entry("Redeliveries.request", Set.of(ActName.START_REDELIVERY)),
          Map.entry("Redeliveries.cancel", Set.of(ActName.CANCEL_REDELIVERY)),
          Map.entry("WebhookEndpoints.create", Set.of(ActName.CREATE_WEBHOOK_ENDPOINT)),
          Map.entry("WebhookEndpoints.update", Set.of(ActName.UPDATE_WEBHOOK_ENDPOINT)),
          Map.entry("WebhookEndpoints.delete", Set.of(ActName.DELETE_WEBHOOK_ENDPOINT)),
          Map.entry("WebhookEndpoints.rotate", Set.of(ActName.ROTATE_WEBHOOK_SECRET)),
          Map.entry("WebhookEndpoints.disable", Set.of(ActName.UPDATE_WEBHOOK_ENDPOINT)),
          Map.entry("Sessions.start", Set.of(ActName.LOGIN)),
          Map.entry("PortalLinks.make", Set.of(ActName.CREATE_PORTAL_SESSION)),
          Map.entry("PortalLinks.enter", Set.of(ActName.LOGIN)),
          Map.entry("Sessions.end", Set.of(ActName.LOGOUT)),
          Map.entry("Sessions.endAll", Set.of(ActName.END_SESSIONS)),
          Map.entry("SigningKeyRing.rotate", Set.of(ActName.ROTATE_SIGNING_KEY)));

  /** What changes something that nobody configured, and why it is not recorded. */
  private static final Map<String, String> NOT_RECORDED =
      Map.of(
          "StorageIntegrations.wake", "jobs that wait are tried earlier",
          "ApiKeys.removeEnded", "they had ended before",
          "ApiKeys.saveUses", "that a key was used changes nothing",
          "Sessions.removeExpired", "they had ended before",
          "WebhookEndpoints.test", "the endpoint is told something, and nothing is changed",
          "PortalLinks.removeExpired", "they had ended before",
          "Backfills.counted", "the service counts what there is to deliver");

  @TempDir private Path folder;

  /** A method that is new to one of them is either recorded, or listed above with a reason. */
  @Test
  void everythingThatChangesSomethingIsRecorded() {
    Set<String> changing =
        Stream.of(
                Tenants.class,
                ApiKeys.class,
                StorageIntegrations.class,
                ExpiryNotices.class,
                ExportConfigurations.class,
                IntegrationChanges.class,
                Backfills.class,
                Redeliveries.class,
                Sessions.class,
                PortalLinks.class,
                SigningKeyRing.class,
                WebhookEndpoints.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .filter(method -> isChange(method))
            .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
            .collect(Collectors.toSet());

    assertThat(
            Stream.of(RECORDED, NOT_RECORDED)
                .flatMap(listed -> listed.keySet().stream())
                .collect(Collectors.toSet()))
        .isEqualTo(changing);
  }

  @Test
  void hasAnExampleOfEverythingThatIsRecordedAsItIsRecorded() {
    Map<String, String> written = new TreeMap<>();
    play().forEach((name, event) -> written.put(name, normalised(event)));
    assertThat(written.keySet())
        .isEqualTo(
            Arrays.stream(ActName.values()).map(ActName::eventName).collect(Collectors.toSet()));
    Map<String, String> shown = new TreeMap<>();
    examples().forEach(event -> shown.put(eventName(event), event));
    assertThat(shown).isEqualTo(written);
  }

  @Test
  void describesEveryEventInItsTable() {
    String catalogue = Documents.text(Documents.ROOT.resolve("docs/spec/event-v1.md"));
    for (ActName name : ActName.values()) {
      assertThat(catalogue)
          .containsPattern(
              "\\| `%s` \\| `%s` \\| `%s` \\|"
                  .formatted(name.eventName(), name.category(), name.category().field()));
    }
  }

  @Test
  void everythingThatIsRecordedCanBeStored() {
    List<String> events = List.copyOf(play().values());

    assertThat(OwnEvents.read(events).rejections()).isEmpty();
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event)
                    .doesNotContain("a new secret", "SK", "c2VjcmV0", SharedIdentities.SEED));
  }

  private static boolean isChange(Method method) {
    boolean lookUp = READS.contains(method.getName());
    boolean draftIsMade = method.getDeclaringClass().equals(IntegrationChanges.class);
    return !lookUp || (draftIsMade && method.getName().equals("draft"));
  }

  /** The last event of each name; of those that two tenants have, the operators'. */
  private Map<String, String> play() {
    try (Tables tables = new Tables(folder)) {
      ActStory story = new ActStory(tables);
      story.play();
      Map<String, String> events = new HashMap<>();
      new SqlAuditOutbox(tables.database)
          .oldest(1_000).stream()
              .map(Waiting::event)
              .forEach(event -> events.put(eventName(event), event));
      return events;
    }
  }

  private static List<String> examples() {
    return Documents.blocks("docs/spec/event-v1.md", "json").stream()
        .map(String::strip)
        .filter(block -> block.contains("\"eventSource\":\"Waybill\""))
        .toList();
  }

  private static String eventName(String event) {
    return JsonMapper.shared().readTree(event).path("eventName").asString();
  }

  /** The same for what is drawn at random. */
  private static String normalised(String event) {
    Map<String, String> given = new HashMap<>();
    return RANDOM
        .matcher(event)
        .replaceAll(
            found -> {
              String drawn = found.group();
              int number = given.size() + 1;
              return given.computeIfAbsent(drawn, _ -> example(drawn, number));
            });
  }

  private static String example(String drawn, int number) {
    if (drawn.startsWith("\"prefix")) {
      return "\"prefix\":\"wb_Zk3pQ";
    }
    return drawn.startsWith("\"")
        ? "\"abcdefghijklmnopqrstuvwxyz0123456789ABCDEF%d\"".formatted(number)
        : "00000000-0000-4000-8000-%012d".formatted(number);
  }
}
