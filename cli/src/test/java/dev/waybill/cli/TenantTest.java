package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant has, and its end. */
class TenantTest {
  private static final String QUESTION =
      """
      {"title":"Confirmation needed","status":428,"detail":"Nothing was removed.",
       "removes":{"events":7,"bytes":700,"configurations":1},"confirm":"1764000000-a_b"}""";
  private static final String DONE =
      "{\"tenant\":\"acme\",\"removed\":{\"events\":7,\"bytes\":700}}";

  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsWhatADeletionRemovesAndDoesItIfTheIdIsGivenTwice() {
    server.answering(428, QUESTION).answering(200, DONE);

    Ran ran = run("delete", "acme", "--confirm", "acme", "-o", "table");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err())
        .isEqualTo(
            """
            This removes of 'acme', for good:
              events: 7
              bytes: 700
              configurations: 1
            """);
    assertThat(ran.out()).contains("removed.events", "acme", "700");
    assertThat(server.asked())
        .extracting(ScriptedServer.Asked::method)
        .containsExactly("DELETE", "DELETE");
    assertThat(server.asked())
        .extracting(ScriptedServer.Asked::path)
        .containsExactly(
            "/api/admin/tenants/acme", "/api/admin/tenants/acme?confirm=1764000000-a_b");
  }

  @Test
  void removesNothingWhereNobodyCanBeAsked() {
    server.answering(428, QUESTION);

    Ran ran = run("delete", "acme");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("events: 7", "--confirm acme");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void asksNobodyAboutAnotherTenant() {
    Ran ran = run("delete", "acme", "--confirm", "Acme");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("another tenant").hasLineCount(1);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void saysWhyATenantCannotBeDeleted() {
    server.answering(404, "{\"detail\":\"There is no such tenant.\"}");

    Ran ran = run("delete", "acme", "--confirm", "acme");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("waybill: There is no such tenant.\n");
  }

  @Test
  void doesNotTakeAnOldServersDeletionForAQuestion() {
    server.answering(204, "");

    assertThat(run("delete", "acme", "--confirm", "acme").exitCode()).isEqualTo(1);
  }

  @Test
  void switchesAuditingAndNamesWhoIsNotified() {
    server.answering(200, "{\"id\":\"acme\"}").answering(200, "{\"id\":\"acme\"}");

    Ran ran =
        run("set", "acme", "--auditing", "off", "--recipient", "a@acme.example,b@acme.example");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(server.asked().getLast().body())
        .isEqualTo(
            "{\"entitlements\":{\"auditing\":false},\"recipients\":[\"a@acme.example\",\"b@acme.example\"]}");
  }

  @Test
  void notifiesNobodyAnyMore() {
    server.answering(200, "{\"id\":\"acme\"}").answering(200, "{\"id\":\"acme\"}");

    run("set", "acme", "--recipient", "none");

    assertThat(server.asked().getLast().body()).isEqualTo("{\"recipients\":[]}");
  }

  @Test
  void listsAPage() {
    server.answering(200, "{\"tenants\":[{\"id\":\"b\"}],\"next\":\"b\"}");

    Ran ran = run("list", "--limit", "1", "--after", "a");

    assertThat(ran.out()).contains("\"next\" : \"b\"");
    assertThat(server.asked().getFirst().path()).isEqualTo("/api/admin/tenants?limit=1&after=a");
  }

  private Ran run(String... arguments) {
    return Ran.against(
        server.address(),
        folder,
        Stream.concat(Stream.of("admin", "tenant"), Stream.of(arguments)).toArray(String[]::new));
  }
}
