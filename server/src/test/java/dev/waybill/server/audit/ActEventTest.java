package dev.waybill.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.OwnEvents;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActEventTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final UUID ID = UUID.fromString("0d9f8a6e-3c1b-4f7a-8e2d-5b6c7d8e9fa0");
  private static final Instant TIME = Instant.parse("2026-11-20T13:00:00Z");
  private static final Act ACT =
      Act.done(
          ActName.UPDATE_TENANT,
          Details.of(ACME).changed("name", "a", "b").changed("suspended", false, false));

  @Test
  void tellsWhoDidWhatFromWhere() {
    Actor key = SampleActors.key("ci", ACME);

    assertThat(write(ACME, key, ACT))
        .isEqualTo(
            "{\"eventID\":\"0d9f8a6e-3c1b-4f7a-8e2d-5b6c7d8e9fa0\",\"eventTime\":1795179600000,"
                + "\"eventVersion\":\"1.0.0\",\"eventSource\":\"Waybill\",\"eventName\":\"UpdateTenant\","
                + "\"userIdentity\":{\"type\":\"ApiKey\",\"id\":\"5ae21e47-0b1c-4a25-9d52-6f2c31c6a0c5\",\"name\":\"ci\"},"
                + "\"category\":\"TENANT\",\"responseCode\":200,"
                + "\"tenantAudit\":{\"id\":\"acme\",\"changes\":{\"name\":{\"from\":\"a\",\"to\":\"b\"}}},"
                + "\"sourceIPAddress\":\"192.0.2.7\",\"requestID\":\"7c1de1d6\",\"clientID\":\"acme\"}");
  }

  @Test
  void tellsATenantOnlyThatItWasAnOperator() {
    Actor operator = SampleActors.operator("night shift");

    assertThat(write(ACME, operator, ACT))
        .contains(
            "\"userIdentity\":{\"type\":\"Operator\",\"id\":\"" + SampleActors.OPERATOR_KEY + "\"}")
        .doesNotContain("night shift", "192.0.2.7", "7c1de1d6");
    assertThat(write(TenantId.OPERATORS, operator, ACT))
        .contains(
            "\"userIdentity\":{\"type\":\"Operator\",\"id\":\"%s\",\"name\":\"night shift\"}"
                .formatted(SampleActors.OPERATOR_KEY),
            "\"tenantID\":\"acme\"",
            "\"sourceIPAddress\":\"192.0.2.7\"",
            "\"clientID\":\"_operators\"");
  }

  @Test
  void tellsPeopleByWhatTheirProviderCallsThem() {
    Actor person = SampleActors.person("Ada", Optional.of(ACME));
    Actor operator = SampleActors.person("Op", Optional.empty());

    assertThat(write(ACME, person, ACT))
        .contains(
            "{\"type\":\"Person\",\"id\":\"42\",\"issuer\":\"https://id.example\",\"name\":\"Ada\"}");
    assertThat(write(ACME, operator, ACT))
        .contains("\"userIdentity\":{\"type\":\"Operator\"}")
        .doesNotContain("id.example");
  }

  @Test
  void saysWhyItWasRefused() {
    Act refused = Act.refused(ActName.FAILED_LOGIN, Details.none(), 403, "no permission");

    assertThat(write(ACME, new Actor.Service(), refused))
        .contains(
            "\"userIdentity\":{\"type\":\"Service\"}",
            "\"responseCode\":403,\"error\":\"no permission\",\"apikeysAudit\":{}")
        .doesNotContain("sourceIPAddress", "requestID");
  }

  @Test
  void whateverPeopleWriteIsStored() {
    String name = "\0 \ud800 \"\\ \n \udc00 \ud83d\ude00";
    var key =
        new Actor.Known(
            ((Actor.Known) SampleActors.key(name, ACME)).identity(), new Actor.Origin(name, name));
    Act act =
        Act.refused(
            ActName.CREATE_API_KEY,
            Details.of(name)
                .with("list", List.of(name))
                .with("absent", Optional.empty())
                .with("present", Optional.of(name))
                .changed("name", name, Optional.of(7)),
            400,
            name);

    String event = write(ACME, key, act);

    assertThat(OwnEvents.read(List.of(event)).rejections()).isEmpty();
    assertThat(event).contains("\ufffd \ufffd \\\"\\\\ \\n \ufffd \ud83d\ude00");
  }

  @Test
  void whatChangedInSecretIsOnlyNamed() {
    assertThat(Details.none().changed("credentials").json())
        .hasToString("{\"changes\":{\"credentials\":{}}}");
    assertThat(Details.of(1).changed("name", "a", "a").hasChanges()).isFalse();
  }

  @Test
  void theServiceActsWhereNobodyElseDoes() {
    Actor key = SampleActors.key("ci", ACME);

    assertThat(Acting.current()).isEqualTo(new Actor.Service());
    assertThat(Acting.<Actor, RuntimeException>as(key, Acting::current)).isEqualTo(key);
    assertThat(Acting.current()).isEqualTo(new Actor.Service());
  }

  private static String write(TenantId owner, Actor actor, Act act) {
    return ActEvent.write(ID, TIME, owner, Optional.of(ACME), actor, act);
  }
}
