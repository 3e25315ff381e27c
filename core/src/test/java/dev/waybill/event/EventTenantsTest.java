package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.ReadOutcome.ParsedBody;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTenantsTest {
  private static final String NAMELESS = "{\"eventName\":\"x\"}";

  @Test
  void areThatOfATenantsKey() {
    Request request = Request.ofTenantKey();

    assertThat(request.event(NAMELESS).tenant()).isEqualTo(Request.ACME);
    assertThat(request.stored(NAMELESS)).contains(",\"clientID\":\"acme\",\"receivedTime\"");
    assertThat(request.stored(naming("acme"))).containsOnlyOnce("clientID");
    assertThat(request.stored(naming("\\u0061cme"))).contains("\"clientID\":\"acme\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"globex", "ACME", "acme ", "", "nobody", "acm\\u0065\\u0301"})
  void areNeverAnotherThanThatOfTheKey(String other) {
    assertThat(Request.ofTenantKey().rejection(naming(other)).code())
        .isEqualTo(RejectionCode.TENANT_MISMATCH);
  }

  @Test
  void areThoseThatEventsOfAPlatformKeyName() {
    ParsedBody parsed =
        Request.ofPlatformKey()
            .parse(
                naming("acme")
                    + "\n"
                    + naming("globex")
                    + "\n"
                    + naming("nobody")
                    + "\n"
                    + NAMELESS);

    assertThat(parsed.batch().lines())
        .extracting(EventLine::tenant)
        .containsExactly(Request.ACME, Request.GLOBEX);
    assertThat(parsed.rejections())
        .extracting(Rejection::code)
        .containsExactly(RejectionCode.UNKNOWN_TENANT, RejectionCode.UNKNOWN_TENANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "ac\\nme", "\\u0001"})
  void areUnknownIfTheNameCannotBeOne(String name) {
    assertThat(Request.ofPlatformKey().rejection(naming(name)).code())
        .isEqualTo(RejectionCode.UNKNOWN_TENANT);
  }

  @Test
  void areThatWhichAPlatformKeyNamesForTheRequest() {
    Request request = Request.ofPlatformKeyNaming("globex");

    assertThat(request.event(NAMELESS).tenant()).isEqualTo(Request.GLOBEX);
    assertThat(request.stored(NAMELESS)).contains("\"clientID\":\"globex\"");
    assertThat(request.rejection(naming("acme")).code()).isEqualTo(RejectionCode.TENANT_MISMATCH);
  }

  @Test
  void rejectAllEventsOfARequestForAnUnknownOne() {
    assertThat(Request.ofPlatformKeyNaming("nobody").rejection(NAMELESS).code())
        .isEqualTo(RejectionCode.UNKNOWN_TENANT);
    assertThat(Request.ofPlatformKeyNaming("nobody").rejection(naming("acme")).code())
        .isEqualTo(RejectionCode.UNKNOWN_TENANT);
  }

  @Test
  void withoutAuditingAreToldFromUnknownOnes() {
    ActiveTenants tenants =
        new ActiveTenants() {
          @Override
          public Optional<TenantId> find(String name) {
            return Optional.empty();
          }

          @Override
          public boolean auditingIsOff(String name) {
            return name.equals("acme");
          }
        };

    for (TenantChoice choice :
        List.of(new TenantChoice.OfEachEvent(tenants), TenantChoice.named("acme", tenants))) {
      Request request = Request.ofTenant(choice);
      assertThat(request.rejection(naming("acme")).code()).isEqualTo(RejectionCode.AUDITING_OFF);
    }
    assertThat(TenantChoice.named("globex", tenants)).isEqualTo(new TenantChoice.Unknown("globex"));
    assertThat(
            Request.ofTenant(new TenantChoice.OfEachEvent(tenants))
                .rejection(naming("globex"))
                .code())
        .isEqualTo(RejectionCode.UNKNOWN_TENANT);
  }

  @Test
  void areAskedForOncePerRequest() {
    AtomicInteger asked = new AtomicInteger();
    ActiveTenants tenants =
        name -> {
          asked.incrementAndGet();
          return Optional.of(Request.ACME);
        };
    EventContext platform =
        new EventContext(
            "k",
            Request.KEY_ID,
            new TenantChoice.OfEachEvent(tenants),
            Optional.empty(),
            Optional.empty(),
            () -> Request.RANDOM_ID);

    new Request(platform, EventLimits.DEFAULT).parse((naming("acme") + "\n").repeat(100));

    assertThat(asked).hasValue(1);
  }

  private static String naming(String tenant) {
    return "{\"eventName\":\"x\",\"clientID\":\"" + tenant + "\"}";
  }
}
