package dev.waybill.server.portal.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.tenant.Permission;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/** Operators find tenants and set things for them, and nobody else does. */
class TenantPagesIT {
  private static final String LIST = "/portal/tenants";
  private static final String SETTINGS = "/portal/operator/tenants";

  private final TestingServer server = TestingServer.shared();
  private final TestingTenant tenant = server.newTenant();
  private final String page = SETTINGS + "/" + tenant.id();

  @ParameterizedTest
  @EnumSource(value = Permission.class, mode = Mode.EXCLUDE, names = "OPERATOR")
  void nobodyElseSeesOrChangesAnything(Permission permission) {
    for (String key :
        List.of(tenant.newKey(permission.name()), server.newPlatformKey(permission.name()))) {
      for (String path : List.of(LIST, page, page + "/suspend")) {
        assertThat(get(path, key).status()).as(path).isEqualTo(403);
      }
      for (String path : List.of(SETTINGS, page, page + "/suspend", page + "/resume")) {
        assertThat(post(path, Map.of("id", "made-by-nobody"), key).status())
            .as(path)
            .isEqualTo(403);
      }
    }
    assertThat(api().path("suspended").asBoolean()).isFalse();
    assertThat(operators(SETTINGS + "/made-by-nobody").status()).isEqualTo(404);
  }

  @Test
  void findsTenantsByAPartOfIdOrName() {
    String name = "Réunion 100%_" + UUID.randomUUID();
    change(Map.of("auditing", "true", "name", name));

    assertThat(operators(LIST + "?text=" + encoded(tenant.id().substring(3, 20))).body())
        .contains(tenant.id());
    assertThat(operators(LIST + "?text=" + encoded("RéUNION 100%_")).body()).contains(tenant.id());
    assertThat(operators(LIST + "?text=" + encoded("Réunion 100__")).body())
        .contains("No tenant is called so")
        .doesNotContain(tenant.id());
  }

  @Test
  void showsWhatATenantTakesAndMayTake() {
    String event = "{\"eventType\":\"T\"}";
    server.client().events("", event, event).key(tenant.newKey("INGEST")).send();
    change(Map.of("auditing", "true", "storageQuotaBytes", "1000000000"));

    assertThat(operators(LIST + "?text=" + tenant.id()).body())
        .contains("0 % of 1.0 GB", "Events held\" class=\"figure\">")
        .doesNotContain("class=\"figure\">0<", "nothing held");
    assertThat(operators(page).body())
        .contains("0 % of 1.0 GB", "value=\"1000000000\"", "Events accepted ever");
  }

  @Test
  void changesWhatIsGivenAndTakesBackWhatIsEmptied() {
    confirm(Map.of("retentionDays", "60", "hardLimitDays", "180", "apiKeys", "7", "name", "Acme"));
    assertThat(api().path("name").asString()).isEqualTo("Acme");
    assertThat(api().path("quotas").toString())
        .isEqualTo("{\"retentionDays\":60,\"hardLimitDays\":180,\"apiKeys\":7}");
    assertThat(api().path("entitlements").path("auditing").asBoolean()).isFalse();

    confirm(Map.of("name", "Acme", "auditing", "true"));
    assertThat(api().path("quotas")).isEmpty();
    assertThat(api().path("entitlements").path("auditing").asBoolean()).isTrue();
  }

  @Test
  void changesNothingIfSomethingIsWrong() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("name", "x", "storageQuotaBytes", "much"),
            Map.of("name", "x", "retentionDays", "0"),
            Map.of("name", "x", "apiKeys", "99999999999999999"),
            Map.of("name", "x", "retentionDays", "200", "hardLimitDays", "100"),
            Map.of("name", " "))) {
      Answer answer = post(page, seen(wrong), server.operatorKey());
      assertThat(answer.status()).as(wrong.toString()).isEqualTo(400);
      assertThat(answer.body()).contains("aria-invalid=\"true\"");
    }
    assertThat(api().path("name").asString()).isNotEqualTo("x");
    assertThat(api().path("quotas")).isEmpty();
  }

  @Test
  void saysWhatIsWrongInTheWordsOfTheForm() {
    assertThat(wrong(Map.of("retentionDays", "0")))
        .isEqualTo("“Days for which its events are kept” lies between 1 and 36500.");
    assertThat(wrong(Map.of("retentionDays", "200", "hardLimitDays", "100")))
        .startsWith(
            "“Days after which they are removed in any case” must not be shorter than “Days for"
                + " which its events are kept”;");
    for (QuotaField field : QuotaField.values()) {
      String counted = field.name().matches("CONFIGURATIONS|INTEGRATIONS|KEYS") ? "9999999" : "0";
      assertThat(wrong(Map.of(field.field(), counted))).startsWith("“" + field.label() + "”");
    }
  }

  /** What is said beside the field. */
  private String wrong(Map<String, String> typed) {
    var form = new HashMap<>(Map.of("name", "x", "auditing", "true"));
    form.putAll(typed);
    Answer answer = post(page, seen(form), server.operatorKey());
    assertThat(answer.status()).as(typed.toString()).isEqualTo(400);
    return answer.body().replaceAll("(?s).*class=\"error\".*?<span>([^<]*)</span>.*", "$1");
  }

  @Test
  void changesNothingThatWasChangedSinceTheFormWasShown() {
    Map<String, String> before = seen(Map.of("auditing", "true", "name", "second", "apiKeys", "1"));
    change(Map.of("auditing", "true", "name", "first", "apiKeys", "2"));

    assertThat(post(page, before, server.operatorKey()).status()).isEqualTo(409);
    assertThat(api().path("name").asString()).isEqualTo("first");
  }

  @Test
  void asksBeforeEventsAreRemovedEarlierOrRefused() {
    Map<String, String> kept = Map.of("retentionDays", "60", "hardLimitDays", "180");
    change(form(kept, Map.of()));

    assertThat(asked(form(kept, Map.of("retentionDays", "6"))))
        .contains("<strong>6 days</strong>", "unless an export has yet to deliver them")
        .doesNotContain("also those that an export has not delivered", "AUDITING_OFF");
    assertThat(asked(form(kept, Map.of("hardLimitDays", "60"))))
        .contains("<strong>60 days</strong>", "also those that an export has not delivered")
        .doesNotContain("unless an export has yet to deliver them");
    assertThat(asked(form(kept, Map.of("hardLimitDays", ""))))
        .as("fewer by the settings of the service")
        .contains("<strong>90 days</strong>");
    assertThat(asked(kept)).contains("AUDITING_OFF").doesNotContain("cannot be brought back");
    assertThat(api().path("quotas").toString())
        .isEqualTo("{\"retentionDays\":60,\"hardLimitDays\":180}");
    assertThat(api().path("entitlements").path("auditing").asBoolean()).isTrue();
  }

  @Test
  void leadsToThePagesOfATenantOnlyWhileTheyAreShown() {
    String link = "href=\"" + LIST + "/" + tenant.id() + "\"";
    String viewer = server.newPlatformKey("AUDIT");
    assertThat(get(LIST + "/" + tenant.id(), viewer).status()).isEqualTo(200);
    assertThat(operators(page).body()).contains(link);
    assertThat(operators(LIST + "?text=" + tenant.id()).body()).contains(link);

    confirm(Map.of());

    assertThat(get(LIST + "/" + tenant.id(), viewer).status()).isEqualTo(403);
    assertThat(operators(page).body())
        .contains("nobody sees its pages, you included")
        .doesNotContain(link);
    assertThat(operators(LIST + "?text=" + tenant.id()).body())
        .contains(tenant.id(), "Auditing is off: nobody sees its pages")
        .doesNotContain(link);
  }

  @Test
  void takesNoConfirmationOfAnotherLoss() {
    Map<String, String> harmless = Map.of("auditing", "true", "retentionDays", "20");
    Map<String, String> worse = new HashMap<>(harmless);
    worse.put("hardLimitDays", "21");
    worse.put("confirmed", confirmation(asked(harmless)));

    asked(worse);

    assertThat(api().path("quotas")).isEmpty();
  }

  @Test
  void asksForNothingThatCannotBe() {
    Map<String, String> stale = seen(Map.of("name", "x", "auditing", "true", "retentionDays", "1"));
    change(Map.of("auditing", "true"));

    assertThat(post(page, stale, server.operatorKey()).status()).isEqualTo(409);
    assertThat(
            post(page, seen(Map.of("name", "x", "hardLimitDays", "2")), server.operatorKey())
                .status())
        .isEqualTo(400);
  }

  @Test
  void suspendsAndResumes() {
    String key = tenant.newKey("INGEST");
    assertThat(operators(page + "/suspend").body()).contains("UNKNOWN_TENANT");
    assertThat(api().path("suspended").asBoolean()).as("asking changes nothing").isFalse();

    assertThat(post(page + "/suspend", Map.of(), server.operatorKey()).status()).isEqualTo(303);
    assertThat(api().path("suspended").asBoolean()).isTrue();
    assertThat(operators(page).body()).contains("This tenant is suspended", "Resume");
    assertThat(server.client().events("", "{\"eventType\":\"T\"}").key(key).send().status())
        .isNotEqualTo(200);

    assertThat(post(page + "/resume", Map.of(), server.operatorKey()).status()).isEqualTo(303);
    assertThat(api().path("suspended").asBoolean()).isFalse();
  }

  @Test
  void theOperatorsTenantIsNotSuspended() {
    assertThat(post(SETTINGS + "/_operators/suspend", Map.of(), server.operatorKey()).status())
        .isEqualTo(409);
    assertThat(operators(SETTINGS + "/_operators").body()).doesNotContain("/suspend");
  }

  @Test
  void createsATenantOnce() {
    String id = "made-" + UUID.randomUUID();

    Answer made = post(SETTINGS, Map.of("id", " " + id, "name", ""), server.operatorKey());
    assertThat(made.status()).isEqualTo(303);
    assertThat(made.header("Location")).endsWith(SETTINGS + "/" + id);
    assertThat(operators(SETTINGS + "/" + id).status()).isEqualTo(200);

    Answer again = post(SETTINGS, Map.of("id", id, "name", "other"), server.operatorKey());
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.body()).contains("There is a tenant with the id " + id + " already.");
    assertThat(operators(SETTINGS + "/" + id).body()).doesNotContain("other");
    assertThat(post(SETTINGS, Map.of("id", "not/an/id"), server.operatorKey()).status())
        .isEqualTo(400);
  }

  private void change(Map<String, String> typed) {
    var form = new HashMap<>(Map.of("name", "changed"));
    form.putAll(typed);
    assertThat(post(page, seen(form), server.operatorKey()).status()).isEqualTo(303);
  }

  /** The same of what is asked for once more. */
  private void confirm(Map<String, String> typed) {
    var form = new HashMap<>(typed);
    form.put("confirmed", confirmation(asked(typed)));
    change(form);
  }

  /** The page that is shown instead of the change. */
  private String asked(Map<String, String> typed) {
    var form = new HashMap<>(Map.of("name", "changed"));
    form.putAll(typed);
    Answer answer = post(page, seen(form), server.operatorKey());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("What happens", "name=\"confirmed\"");
    return answer.body();
  }

  private static String confirmation(String asked) {
    return asked.replaceAll("(?s).*name=\"confirmed\" value=\"([^\"]+)\".*", "$1");
  }

  private static Map<String, String> form(Map<String, String> there, Map<String, String> typed) {
    var form = new HashMap<>(there);
    form.put("auditing", "true");
    form.putAll(typed);
    return form;
  }

  /** As the page that is shown now sends it. */
  private Map<String, String> seen(Map<String, String> typed) {
    var form = new HashMap<>(typed);
    form.put("seen", api().path("updatedAt").asString());
    return form;
  }

  private JsonNode api() {
    return get("/api/admin/tenants/" + tenant.id(), server.operatorKey()).json();
  }

  private Answer operators(String path) {
    return get(path, server.operatorKey());
  }

  private Answer get(String path, String key) {
    return server.client().get(path).key(key).send();
  }

  private Answer post(String path, Map<String, String> form, String key) {
    return server
        .client()
        .post(path)
        .key(key)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(
            form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&")))
        .send();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
