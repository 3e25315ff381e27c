package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.wiring.Registries;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;

/** A page that fails while it is written is told of as any other problem. */
class FailingPageIT {
  private static final TestingServer SERVER = TestingServer.start(Map.of());

  @BeforeAll
  static void addThePage() throws NoSuchMethodException {
    new Registries(SERVER.running())
        .add(
            "/portal/failing/{lines}",
            new FailingController(),
            FailingController.class.getDeclaredMethod("show", int.class, Model.class));
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  /** One whose template fails after so many lines. */
  @Controller
  static class FailingController {
    String show(@PathVariable int lines, Model model) {
      model.addAttribute("lines", lines);
      model.addAttribute("thing", new Broken());
      return "failing";
    }
  }

  /** Fails when it is shown. */
  public static final class Broken {
    public int broken() {
      return Integer.parseInt("jdbc:sqlite:/data/control.db");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10_000})
  void isToldOfWithTheRequestId(int lines) {
    Answer answer = ask(lines).header("X-Request-Id", "of-a-test").send();

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    assertThat(answer.header("Content-Security-Policy")).contains("script-src 'self'");
    assertThat(answer.body())
        .contains("Something went wrong on our side", "of-a-test", "</html>")
        .doesNotContain("what stands before it", "jdbc", "\"code\":\"INTERNAL\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10_000})
  void isToldOfWithinThePageThatAskedForAPart(int lines) {
    Answer answer = ask(lines).header("HX-Request", "true").send();

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("HX-Retarget")).isEqualTo("#live");
    assertThat(answer.header("HX-Reselect")).isEqualTo("unset");
    assertThat(answer.body())
        .contains("Something went wrong on our side")
        .doesNotContain("what stands before it", "<html");
  }

  private static TestingClient.Request ask(int lines) {
    return SERVER.client().get("/portal/failing/" + lines).key(SERVER.newTenant().newKey("AUDIT"));
  }
}
