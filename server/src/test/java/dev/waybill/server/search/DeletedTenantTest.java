package dev.waybill.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.event.EventBatches;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.audit.ListedAudit;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeletedTenantTest {
  private static final TenantId ACME = new TenantId("acme");

  private final SettableTime time = new SettableTime();
  private final TenantDeletions deletions = new TenantDeletions();
  private final ListedAudit audit = new ListedAudit();
  private final InMemoryEventLog log = new InMemoryEventLog(time);

  @Test
  void aSearchThatWasAdmittedBeforeTheDeletionFindsNothingOfTheSuccessor() {
    HttpServletRequest admitted = request();
    deletions.add(ACME);
    assertThat(log.append(EventBatches.of(ACME, "another's"), ConflictPolicy.REJECT_EVENT))
        .isInstanceOf(AppendOutcome.Appended.class);

    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                new SearchController(
                        new EventLookup(log, deletions, new AccessAudit(audit, audit, time), time))
                    .search(admitted, unused()));

    assertThat(refusal.problem().code().status()).isEqualTo(404);
    assertThat(audit.entries()).isEmpty();
  }

  /** Without parameters. */
  private HttpServletRequest request() {
    Optional<TenantId> tenant = Optional.of(ACME);
    ApiKey key =
        new ApiKey(new UUID(1, 1), tenant, "test", Set.of(Permission.READ), "wb_", time.now());
    Caller caller = new Caller(key, tenant, deletions.last());
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            DeletedTenantTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (_, method, _) -> method.getName().equals("getAttribute") ? caller : null);
  }

  private static HttpServletResponse unused() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            DeletedTenantTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
