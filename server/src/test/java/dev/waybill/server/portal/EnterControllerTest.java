package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.export.Samples;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.audit.ListedAudit;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Encryption;
import dev.waybill.server.security.FailedLogins;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.security.SessionCookies;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.Sessions;
import dev.waybill.time.SettableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** How often somebody can try links. */
class EnterControllerTest {
  private static final int FREE = 2;
  private static final PublicOrigin ORIGIN = PublicOrigin.of(URI.create("http://127.0.0.1:8080"));

  private final SettableTime time = new SettableTime(Samples.NOW);
  private final ListedAudit audit = new ListedAudit();
  private final List<String> asked = new ArrayList<>();
  private final EnterController controller =
      new EnterController(
          withNothing(PortalLinks.class),
          withNothing(Sessions.class),
          new SessionCookies(ORIGIN, false),
          new FailedLogins(FREE, time, new SimpleMeterRegistry()),
          new AccessAudit(audit, audit, time),
          new Encryption(ORIGIN),
          time);

  @Test
  void noLinkIsLookedUpForAnAddressThatHasToWait() {
    for (int i = 0; i < FREE; i++) {
      assertThat(refusal().code().status()).isEqualTo(403);
    }
    assertThat(refusal().headers()).containsEntry("Retry-After", "1");
    asked.clear();

    assertThat(refusal().code().status()).isEqualTo(429);

    assertThat(asked).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(refusal().code().status()).isEqualTo(429);
    assertThat(asked).containsExactly("enter");
  }

  @Test
  void itIsRecordedThatSomebodyIsRefused() {
    refusal();

    assertThat(audit.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.tenant()).isEmpty();
              assertThat(entry.act().responseCode()).isEqualTo(403);
              assertThat(entry.detail("request")).isEqualTo("GET /portal/enter");
            });
  }

  private Problem refusal() {
    var request = new MockHttpServletRequest("GET", "/portal/enter");
    request.setServletPath("/portal/enter");
    request.addParameter("token", "wbp_" + "a".repeat(43));
    return catchThrowableOfType(
            ProblemException.class, () -> controller.enter(request, new MockHttpServletResponse()))
        .problem();
  }

  private <T> T withNothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            EnterControllerTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              asked.add(method.getName());
              return Optional.empty();
            }));
  }
}
