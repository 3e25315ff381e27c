package dev.waybill.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TenantRequestsTest {
  private static final int MOST = 2;
  private static final int MOST_WITH_EVENTS = 3;
  private static final TenantId ACME = new TenantId("acme");

  private final TenantRequests requests = new TenantRequests(MOST, MOST_WITH_EVENTS);
  private final Deque<AsyncContext> underWay = new ArrayDeque<>();

  @Test
  void countsARequestUntilItIsAnsweredAlsoWithoutAThread() throws Exception {
    Caller caller = caller(1, Optional.of(ACME), Optional.of(ACME));
    assertThat(later(graphQl(caller))).isEqualTo(200);
    assertThat(later(graphQl(caller))).isEqualTo(200);
    assertThat(later(graphQl(caller))).isEqualTo(429);

    underWay.remove().complete();

    assertThat(later(graphQl(caller))).isEqualTo(200);
    assertThat(later(graphQl(caller))).isEqualTo(429);
  }

  @Test
  void countsARequestThatIsTakenUpAgainOnce() throws Exception {
    Caller caller = caller(1, Optional.of(ACME), Optional.of(ACME));
    later(graphQl(caller));
    later(graphQl(caller));
    AsyncContext first = underWay.remove();
    first.complete();
    first.complete();

    assertThat(later(graphQl(caller))).isEqualTo(200);
    assertThat(later(graphQl(caller))).isEqualTo(429);
  }

  @Test
  void countsNothingThatHasFailed() throws Exception {
    Caller caller = caller(1, Optional.of(ACME), Optional.of(ACME));
    for (int i = 0; i < 2 * MOST; i++) {
      try {
        run(
            graphQl(caller),
            (_, _) -> {
              throw new ServletException("broken");
            });
      } catch (ServletException e) {
        assertThat(e).hasMessage("broken");
      }
    }

    assertThat(later(graphQl(caller))).isEqualTo(200);
  }

  @Test
  void countsEventsOfATenantsKeysTogetherAndApartFromTheRest() throws Exception {
    for (int i = 0; i < MOST_WITH_EVENTS; i++) {
      assertThat(later(events(caller(i, Optional.of(ACME), Optional.of(ACME))))).isEqualTo(200);
    }

    MockHttpServletResponse refused =
        run(events(caller(9, Optional.of(ACME), Optional.of(ACME))), (_, _) -> {});

    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
    assertThat(refused.getContentAsString()).contains("3 requests under way");
    assertThat(later(graphQl(caller(1, Optional.of(ACME), Optional.of(ACME))))).isEqualTo(200);
    TenantId other = new TenantId("other");
    assertThat(later(events(caller(1, Optional.of(other), Optional.of(other))))).isEqualTo(200);
  }

  @Test
  void countsEventsOfAKeyWithoutATenantUnderTheKeyWhateverTenantItNames() throws Exception {
    List<Integer> answers = new ArrayList<>();
    for (String named : List.of("a", "b", "c", "d")) {
      answers.add(later(events(caller(1, Optional.empty(), Optional.of(new TenantId(named))))));
    }

    assertThat(answers).containsExactly(200, 200, 200, 429);
    assertThat(later(events(caller(2, Optional.empty(), Optional.empty())))).isEqualTo(200);
    TenantId named = new TenantId("a");
    assertThat(later(events(caller(3, Optional.of(named), Optional.of(named))))).isEqualTo(200);
  }

  private int later(MockHttpServletRequest request) throws ServletException, IOException {
    return run(request, (_, _) -> underWay.add(request.startAsync())).getStatus();
  }

  private MockHttpServletResponse run(MockHttpServletRequest request, FilterChain chain)
      throws ServletException, IOException {
    var response = new MockHttpServletResponse();
    requests.doFilter(request, response, chain);
    return response;
  }

  private static MockHttpServletRequest graphQl(Caller caller) {
    return request("/api/audit/graphql", caller);
  }

  private static MockHttpServletRequest events(Caller caller) {
    return request("/api/audit/events", caller);
  }

  private static MockHttpServletRequest request(String path, Caller caller) {
    var request = new MockHttpServletRequest("POST", path);
    request.setServletPath(path);
    request.setAsyncSupported(true);
    caller.attachTo(request);
    return request;
  }

  private static Caller caller(int key, Optional<TenantId> of, Optional<TenantId> named) {
    return new Caller(
        new ApiKey(new UUID(1, key), of, "key", Set.of(Permission.INGEST), "wb_", Instant.EPOCH),
        named,
        0);
  }
}
