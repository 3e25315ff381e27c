package dev.waybill.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.audit.ListedAudit;
import dev.waybill.server.audit.SampleActors;
import dev.waybill.server.audit.ServiceActs;
import dev.waybill.tenant.Identity;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessAuditTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Problem FORBIDDEN = new Problem(ProblemCode.FORBIDDEN, "It may not.");
  private static final Identity KEY = ((Actor.Known) SampleActors.key("ci", ACME)).identity();
  private static final Identity OPERATOR =
      ((Actor.Known) SampleActors.operator("night shift")).identity();

  private final SettableTime time = new SettableTime();
  private final ListedAudit listed = new ListedAudit();
  private final AccessAudit audit = new AccessAudit(listed, listed, time);

  @Test
  void aRefusedKeyIsRecordedOncePerAddressAndTenMinutes() {
    audit.refused(KEY, from("192.0.2.1"), FORBIDDEN);
    audit.refused(KEY, from("192.0.2.1"), FORBIDDEN);
    assertThat(listed.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.tenant()).contains(ACME);
              assertThat(entry.act().responseCode()).isEqualTo(403);
              assertThat(entry.act().error()).contains("It may not.");
              assertThat(entry.actor())
                  .isEqualTo(new Actor.Known(KEY, new Actor.Origin("192.0.2.1", "")));
            });

    audit.refused(KEY, from("192.0.2.2"), FORBIDDEN);
    assertThat(listed.entries()).hasSize(2);
    time.advance(Sparingly.WHILE);
    audit.refused(KEY, from("192.0.2.1"), FORBIDDEN);
    assertThat(listed.entries()).hasSize(3);
  }

  @Test
  void whatBelongsToNoTenantIsTheOperators() {
    audit.refused(OPERATOR, from("192.0.2.1"), FORBIDDEN);
    audit.refused(from("192.0.2.1"), FORBIDDEN);

    assertThat(listed.entries())
        .allSatisfy(entry -> assertThat(entry.tenant()).isEmpty())
        .extracting(entry -> entry.actor().getClass().getSimpleName())
        .containsExactly("Known", "Unknown");
  }

  @Test
  void aFloodOfStrangersIsCutOff() {
    for (int i = 0; i < 1_000; i++) {
      audit.refused(from("2001:db8:0:%x::1".formatted(i)), FORBIDDEN);
    }
    assertThat(listed.entries()).hasSize(100);
    audit.refused(KEY, from("192.0.2.1"), FORBIDDEN);
    assertThat(listed.entries()).as("a key has its own share").hasSize(101);

    time.advance(Sparingly.WHILE);
    audit.refused(from("2001:db8::1"), FORBIDDEN);
    assertThat(listed.entries()).hasSize(102);
  }

  @Test
  void anAddressIsNotedOnceADay() {
    audit.admitted(KEY, from("2001:db8::1"));
    audit.admitted(KEY, from("2001:db8::2"));
    audit.admitted(KEY, from("192.0.2.1"));
    assertThat(listed.uses()).containsExactly("ci 2001:db8:0:0:0:0:0:0/64", "ci 192.0.2.1");

    time.advance(Duration.ofDays(1));
    audit.admitted(KEY, from("192.0.2.1"));
    assertThat(listed.uses()).hasSize(3);
  }

  @Test
  void aKeyThatComesFromEverywhereDoesNotWriteWithoutEnd() {
    for (int i = 0; i < 1_000; i++) {
      audit.admitted(KEY, from("2001:db8:0:%x::1".formatted(i)));
    }
    assertThat(listed.uses()).hasSize(100);
  }

  @Test
  void readingIsRecordedOncePerTenantAndTenMinutes() {
    read(KEY, ACME);
    read(KEY, ACME);
    read(OPERATOR, ACME);
    read(OPERATOR, OTHER);
    read(OPERATOR, OTHER);
    assertThat(listed.entries())
        .extracting(entry -> entry.tenant().orElseThrow())
        .containsExactly(ACME, ACME, OTHER);

    time.advance(Sparingly.WHILE);
    read(KEY, ACME);
    assertThat(listed.entries()).hasSize(4);
  }

  @Test
  void aRequestGoesOnThoughNothingCanBeRecorded() {
    listed.fail();

    audit.refused(KEY, from("192.0.2.1"), FORBIDDEN);
    audit.refused(from("192.0.2.1"), FORBIDDEN);
    audit.admitted(KEY, from("192.0.2.1"));
    read(KEY, ACME);

    audit.refusedLogin(SampleActors.ORIGIN, "https://id.example", "ada", "No tenant.");

    assertThat(listed.entries()).isEmpty();
    assertThat(listed.uses()).isEmpty();
  }

  @Test
  void whatCouldNotBeRecordedIsRecordedTheNextTime() {
    listed.fail();
    aRequestOfEachKind();
    listed.mend();
    aRequestOfEachKind();
    assertThat(listed.entries()).hasSize(4);
    assertThat(listed.uses()).hasSize(1);

    aRequestOfEachKind();
    assertThat(listed.entries()).hasSize(4);
    assertThat(listed.uses()).hasSize(1);
  }

  private void aRequestOfEachKind() {
    audit.refused(KEY, from("192.0.2.1"), FORBIDDEN);
    audit.refused(from("192.0.2.1"), FORBIDDEN);
    audit.admitted(KEY, from("192.0.2.1"));
    read(KEY, ACME);
    audit.refusedLogin(SampleActors.ORIGIN, "https://id.example", "ada", "No tenant.");
  }

  @Test
  void whatFailsAllTheTimeIsNotTriedWithoutEnd() {
    AtomicInteger tries = new AtomicInteger();
    Sparingly sparingly = new Sparingly(100, time);
    for (int i = 0; i < 1_000; i++) {
      sparingly.once("group", "what", () -> tries.incrementAndGet() < 0);
    }
    assertThat(tries).hasValue(100);
  }

  @Test
  void aLoopOfLoginsIsRecordedOnceAndManyAccountsAreCutOff() {
    for (int i = 0; i < 1_000; i++) {
      audit.refusedLogin(SampleActors.ORIGIN, "https://id.example", "ada", "No tenant.");
    }
    assertThat(listed.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.tenant()).isEmpty();
              assertThat(entry.actor()).isEqualTo(new Actor.Unknown(SampleActors.ORIGIN));
              assertThat(entry.act().error()).contains("No tenant.");
            });

    for (int i = 0; i < 1_000; i++) {
      audit.refusedLogin(SampleActors.ORIGIN, "https://id.example", "ada" + i, "No tenant.");
    }
    assertThat(listed.entries()).hasSize(100);
    audit.refused(from("192.0.2.1"), FORBIDDEN);
    assertThat(listed.entries()).as("strangers have their own share").hasSize(101);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/admin/keys/wb_Zk3pQ-_x, POST /api/admin/keys/***",
    "/api/wbs_Zk3pQ/wb_a/b, POST /api/***/***/b",
  })
  void aSecretInAPathIsNotRepeated(String path, String shown) {
    audit.refused(KEY, request("192.0.2.1", path), FORBIDDEN);

    assertThat(recordedRequest()).isEqualTo(shown);
  }

  @Test
  void aLongPathIsCut() {
    audit.refused(from("192.0.2.1"), FORBIDDEN);
    audit.refused(KEY, request("192.0.2.1", "/api/" + "x".repeat(8_000)), FORBIDDEN);

    assertThat(recordedRequest()).hasSize(203).startsWith("POST /api/xxx").endsWith("x...");
  }

  private String recordedRequest() {
    return listed.entries().getLast().detail("request");
  }

  @Test
  void whoeverIsRefusedLaterIsKnownByThen() {
    Acting.as(
        new Actor.Known(KEY, SampleActors.ORIGIN),
        () -> {
          audit.refused("POST /api/audit/graphql", 403, "It may not.");
          return true;
        });
    audit.refused("POST /api/audit/graphql", 403, "Nobody asked.");

    assertThat(listed.entries()).hasSize(1);
  }

  private void read(Identity identity, TenantId tenant) {
    Caller caller = new Caller(identity, Optional.of(tenant), 0);
    audit.read(caller, tenant, ServiceActs.readEvents("EVENT", Optional.empty(), Optional.empty()));
  }

  private static HttpServletRequest from(String address) {
    return request(address, "/api/audit/events");
  }

  private static HttpServletRequest request(String address, String path) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            AccessAuditTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> address;
                  case "getMethod" -> "POST";
                  case "getServletPath" -> path;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
