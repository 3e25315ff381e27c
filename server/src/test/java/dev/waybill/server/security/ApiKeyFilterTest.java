package dev.waybill.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.audit.ListedAudit;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.SettableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ApiKeyFilterTest {
  private static final int FREE = 3;

  private final SettableTime time = new SettableTime();
  private final ListedAudit listed = new ListedAudit();
  private final List<String> asked = new ArrayList<>();
  private final ApiKeyFilter filter =
      new ApiKeyFilter(
          strange(ApiKeys.class),
          strange(Tenants.class),
          new TenantDeletions(),
          new FailedLogins(FREE, time, new SimpleMeterRegistry()),
          new AccessAudit(listed, listed, time),
          _ -> Optional.empty());

  @Test
  void whoeverHasToWaitIsLookedUpOnceAlone() throws IOException, ServletException {
    for (int i = 0; i < FREE; i++) {
      assertThat(send("wb_wrong")).isEqualTo(401);
    }
    assertThat(asked)
        .containsExactlyInAnyOrder(
            "authenticate", "recognise", "authenticate", "recognise", "authenticate", "recognise");
    asked.clear();

    assertThat(send("wb_wrong")).isEqualTo(429);

    assertThat(asked).containsExactly("authenticate");
    assertThat(listed.entries()).as("of the first").hasSize(1);
  }

  private int send(String key) throws IOException, ServletException {
    var request = new MockHttpServletRequest("GET", "/api/audit/events");
    request.setServletPath("/api/audit/events");
    request.addHeader("Authorization", "Bearer " + key);
    var response = new MockHttpServletResponse();
    filter.doFilter(request, response, new MockFilterChain());
    return response.getStatus();
  }

  /** Knows nothing of what it is asked. */
  private <T> T strange(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            ApiKeyFilterTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              asked.add(method.getName());
              return Optional.empty();
            }));
  }
}
