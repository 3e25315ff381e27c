package dev.waybill.server.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Samples;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.server.exports.ConnectionTests;
import dev.waybill.server.exports.JobRunner;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.security.FailedLogins;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.time.SettableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** How long somebody can come back, and how often somebody else can try to. */
class ConsentControllerTest {
  private static final int FREE = 2;
  private static final UUID ID = UUID.randomUUID();
  private static final EntraApplication APPLICATION =
      dev.waybill.storage.SharedIdentities.application(
          ID, dev.waybill.storage.SharedIdentities.DIRECTORY);
  private static final StorageIntegration WORKING =
      Samples.integration(
          Samples.TENANT,
          AzureLocation.parse("azure://acme.blob.core.windows.net/audit"),
          ID,
          APPLICATION);

  private final SettableTime time = new SettableTime(Samples.NOW);
  private final List<String> lookedUp = new ArrayList<>();
  private final StorageIntegrations integrations =
      answering(
          StorageIntegrations.class,
          Map.of(
              "returningFromConsent", Optional.of(WORKING),
              "credentials", Optional.of(APPLICATION)));
  private final ConsentController controller =
      new ConsentController(
          answering(SharedIdentities.class, Map.of("applicationName", Optional.of("Acme audit"))),
          new ConsentReturns(integrations, untested(), time),
          new FailedLogins(FREE, time, new SimpleMeterRegistry()));
  private final ConsentState right = ConsentState.of(APPLICATION.ownership(), time.now());
  private final ConsentState wrong =
      new ConsentState(right.integration(), right.end(), "a".repeat(43));

  @Test
  void aLinkIsGoodForSevenDays() {
    time.advance(ConsentState.LIFE.minusSeconds(1));
    assertThat(open(right).getStatusCode().value()).isEqualTo(200);

    time.advance(Duration.ofSeconds(1));
    for (int i = 0; i <= FREE; i++) {
      ResponseEntity<byte[]> late = open(right);
      assertThat(late.getStatusCode().value()).as("never made to wait for it").isEqualTo(410);
      assertThat(text(late)).contains("This link has ended", "seven days");
    }
  }

  @Test
  void nothingIsLookedUpForAnAddressThatHasToWait() {
    for (int i = 0; i < FREE; i++) {
      assertThat(open(wrong).getStatusCode().value()).isEqualTo(404);
    }
    assertThat(open(wrong).getStatusCode().value()).isEqualTo(429);
    lookedUp.clear();

    ResponseEntity<byte[]> early = open(right);

    assertThat(early.getStatusCode().value()).isEqualTo(429);
    assertThat(text(early)).contains("Wait for 1 seconds");
    assertThat(lookedUp).doesNotContain("returningFromConsent", "credentials");
    time.advance(Duration.ofSeconds(1));
    assertThat(open(right).getStatusCode().value()).isEqualTo(200);
  }

  private ResponseEntity<byte[]> open(ConsentState state) {
    var request = new MockHttpServletRequest("GET", ConsentLinks.PATH);
    request.addParameter("state", state.text());
    request.addParameter("admin_consent", "True");
    request.addParameter("tenant", APPLICATION.directory().toString());
    return controller.back(request, new MockHttpServletResponse()).join();
  }

  private static String text(ResponseEntity<byte[]> page) {
    return new String(requireNonNull(page.getBody()), UTF_8);
  }

  /** A connection that works is not tested by reading. */
  private ConnectionTests untested() {
    return new ConnectionTests(
        integrations,
        (_, _) -> {
          throw new UnsupportedOperationException();
        },
        (_, _) -> {
          throw new UnsupportedOperationException();
        },
        answering(JobRunner.class, Map.of()),
        time,
        Runnable::run,
        (_, _) -> {});
  }

  private <T> T answering(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            ConsentControllerTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              lookedUp.add(method.getName());
              return Optional.ofNullable(answers.get(method.getName())).orElseThrow();
            }));
  }
}
