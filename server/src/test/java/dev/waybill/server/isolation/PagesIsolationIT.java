package dev.waybill.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.isolation.HttpListing.Listed;
import dev.waybill.server.isolation.TwoTenants.Possessions;
import dev.waybill.server.testing.TestingClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A tenant's people open every page and send every form with what is another tenant's. What they
 * see is what they see of ids that nobody has, down to the statements that were run.
 */
class PagesIsolationIT extends IsolationDrive {
  /** Where a page names two things, or a form one: only the second is the other's. */
  private static final List<String> SECOND =
      List.of(
          "GET /exports/{own}/jobs/{job}",
          "POST /exports/{own}/backfills/{backfill}/cancel",
          "POST /exports/{own}/attach",
          "GET /exports/{own}?after={job}",
          "GET /exports/{own}?after={configuration}:9");

  private static final String FILE = "waybill.tf?storageAccount=nobodys&fileSystem=audit";

  /** Has something for each form: what one does not know it leaves alone. */
  private static final String SENT =
      "once=1&name=q&kind=adlsSasToken&storageAccount=nobodys&fileSystem=audit&path=q&revision=1&interval=EVERY_HOUR"
          + "&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&prefix=q&linkedExports=DELETE"
          + "&integration={integration}&token=t";

  @Test
  void aPageOfAnothersIsAnsweredAsIfItWereNotThere() {
    var problems = new ArrayList<String>();
    for (String page : Stream.concat(pages(), SECOND.stream()).toList()) {
      for (Sender sender : List.of(own(), ofThePlatform())) {
        Observed theirs = ask(sender, page, world.others);
        Observed nobodysAnswer = ask(sender, page, nobodys);
        assertThat(theirs.status() == 404 && theirs.statements().isEmpty())
            .as("found nothing without asking: " + page)
            .isFalse();
        if (!theirs.equals(nobodysAnswer)) {
          problems.add(page + "\n  theirs:  " + theirs + "\n  nobody's: " + nobodysAnswer);
        }
        problems.addAll(told(page, theirs));
        problems.addAll(unbound(page, theirs));
      }
    }

    assertThat(problems).isEmpty();
  }

  /** Else the other's would be missing for another reason than that it is the other's. */
  @Test
  void thePageOfSomethingOfOnesOwnIsThere() {
    for (Listed listed : HttpListing.PAGES) {
      if (listed.method().equals("GET") && listed.path().contains("{id}")) {
        assertThat(pages(listed))
            .as(listed.path())
            .anySatisfy(page -> assertThat(ask(own(), page, world.own).status()).isLessThan(400));
      }
    }
  }

  @Test
  void anEventOfAnothersIsNotThere() {
    JsonNode event = search(othersReader, "?limit=1").json().at("/events/0");
    String received = "/portal/events/event?received=" + event.path("receivedTime").asLong();
    String id = event.path("eventID").asString();

    assertThat(get(othersReader, received + "&id=" + id)).isEqualTo(200);
    assertThat(get(key, received + "&id=" + id)).isEqualTo(404);
    assertThat(get(key, received + "&id=" + UUID.randomUUID())).isEqualTo(404);
  }

  private int get(String with, String path) {
    return world.server.client().get(path).key(with).send().status();
  }

  /** Each page that names something, with each thing that it may name. */
  private Stream<String> pages() {
    return HttpListing.PAGES.stream()
        .filter(listed -> listed.path().contains("{"))
        .flatMap(listed -> pages(listed).stream());
  }

  private List<String> pages(Listed listed) {
    String page =
        listed.method()
            + " "
            + listed.path().replace("{kind}", "adlsSasToken").replace("{file}", FILE);
    return named(listed.path()).stream().map(name -> page.replace("{id}", name)).toList();
  }

  /** What the id of a page may be of. */
  private static List<String> named(String path) {
    return switch (Path.of(path).getName(0).toString()) {
      case "keys" -> List.of("{keyId}");
      case "notifications" -> List.of("{webhook}");
      case "integrations" -> List.of("{integration}", "{draft}");
      case "exports" -> List.of("{configuration}", "{s3Configuration}");
      case "setup" -> List.of("{draft}", "{integration}", "{configuration}");
      default -> throw new AssertionError("say here what the id is in " + path);
    };
  }

  private Observed ask(Sender sender, String page, Possessions named) {
    String method = page.substring(0, page.indexOf(' '));
    String path =
        sender.tenant().map(tenant -> "/portal/tenants/" + tenant).orElse("/portal")
            + filled(page.substring(page.indexOf(' ') + 1), named);
    assertThat(path).as("say in Possessions what this is").doesNotContain("{");
    TestingClient.Request request =
        world
            .server
            .client()
            .request(method, path)
            .key(sender.key())
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (method.equals("POST")) {
      request.body(filled(SENT, named));
    }
    return withoutLag(observed(request.send(), named.named()));
  }

  /** Which grows between two looks at the same page. */
  private static Observed withoutLag(Observed seen) {
    String body = seen.body().replaceAll("<span>[^<]+</span> behind", "");
    return new Observed(seen.status(), seen.headers(), body, seen.statements());
  }

  private String filled(String text, Possessions named) {
    String filled = text.replace("{own}", world.own.configuration());
    for (Map.Entry<String, String> name : named.named().entrySet()) {
      filled = filled.replace(name.getKey(), name.getValue());
    }
    return filled;
  }
}
