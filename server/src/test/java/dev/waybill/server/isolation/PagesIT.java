package dev.waybill.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.tenant.Permission;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Who sees which pages, and of which tenant. */
class PagesIT {
  private final TestingServer server = TestingServer.shared();
  private final TestingTenant tenant = server.newTenant();
  private final TestingTenant other = server.newTenant();

  @ParameterizedTest
  @EnumSource(value = Permission.class, mode = Mode.EXCLUDE, names = "OPERATOR")
  void aPageIsShownToWhoeverHasItsPermission(Permission permission) {
    String own = tenant.newKey(permission.name());
    String platform = server.newPlatformKey(permission.name());
    for (HttpListing.Listed page : HttpListing.PAGES) {
      assertThat(ask(page, "/portal", own))
          .as("%s with %s", page, permission)
          .matches(answer -> isRight(page, permission, answer));
      assertThat(ask(page, "/portal/tenants/" + tenant.id(), platform))
          .as("%s with %s", page, permission)
          .matches(answer -> isRight(page, permission, answer));
    }
  }

  /** The first page leads whoever may not see it to another one. */
  private static boolean isRight(HttpListing.Listed page, Permission permission, Answer answer) {
    if (page.permissions().contains(permission)) {
      return answer.status() == page.status();
    }
    boolean elsewhere = page.path().isEmpty() && permission != Permission.INGEST;
    return answer.status() == (elsewhere ? 303 : 403);
  }

  @Test
  void nobodySeesAnotherTenantsPages() {
    String word = "word" + UUID.randomUUID();
    new GraphQlClient(other)
        .data(
            """
            mutation { createDirectoryExportConfiguration(data: {
              name: "%s" interval: EVERY_HOUR root: "%s" path: "p" }) { id } }
            """
                .formatted(word, server.exports()));
    String key = tenant.newKey("AUDIT", "READ");
    String theirs = other.newKey("AUDIT", "READ");
    assertThat(ask(HttpListing.PAGES.getFirst(), "/portal", theirs).body()).contains(word);

    for (HttpListing.Listed page : HttpListing.PAGES) {
      assertThat(ask(page, "/portal", key).body()).doesNotContain(word, other.id());
    }
    // Last, since the caller's own trail then has the addresses that it tried.
    for (HttpListing.Listed page : HttpListing.PAGES) {
      Answer refused = ask(page, "/portal/tenants/" + other.id(), key);
      assertThat(refused.status()).as(page.toString()).isEqualTo(403);
      assertThat(refused.body()).contains("another tenant").doesNotContain(word);
    }
  }

  @Test
  void aTenantThatIsNotThereHasNoPages() {
    String key = server.newPlatformKey("AUDIT", "READ");
    for (HttpListing.Listed page : HttpListing.PAGES) {
      assertThat(ask(page, "/portal/tenants/nobody", key).status()).isEqualTo(404);
      assertThat(ask(page, "/portal", key).status()).as("names none").isEqualTo(303);
    }
  }

  @Test
  void strangersAreLedToTheLogin() {
    for (HttpListing.Listed page : HttpListing.PAGES) {
      Answer answer = request(page, "/portal").send();
      assertThat(answer.status()).as(page.toString()).isEqualTo(303);
      assertThat(answer.header("Location")).startsWith("/login");
    }
  }

  @Test
  void theListOfTenantsIsForOperatorsAlone() {
    assertThat(server.client().get("/portal/tenants").key(tenant.newKey("AUDIT")).send().status())
        .isEqualTo(403);
    assertThat(
            server
                .client()
                .get("/portal/tenants")
                .key(server.newPlatformKey("READ"))
                .send()
                .status())
        .isEqualTo(403);
    assertThat(
            server
                .client()
                .get("/portal/tenants?after=" + tenant.id().substring(0, 6))
                .key(server.newPlatformKey("OPERATOR"))
                .send()
                .status())
        .isEqualTo(200);
  }

  @Test
  void whatPagesLoadIsTheSameForEverybodyAndKept() {
    String login = server.client().get("/login").send().body();
    String style = login.replaceAll("(?s).*href=\"(/portal/assets/\\w+/portal.css)\".*", "$1");

    Answer answer = server.client().get(style).send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/css");
    assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(server.client().get("/portal/assets/0/portal.css").send().status()).isEqualTo(404);
  }

  private Answer ask(HttpListing.Listed page, String below, String key) {
    return request(page, below).key(key).send();
  }

  private TestingClient.Request request(HttpListing.Listed page, String below) {
    TestingClient.Request request =
        server
            .client()
            .request(
                page.method(),
                below + page.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString()))
            .header("Content-Type", "application/x-www-form-urlencoded");
    return page.body().isEmpty() ? request : request.body(page.body());
  }
}
