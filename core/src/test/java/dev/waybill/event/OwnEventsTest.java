package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.ReadOutcome.ParsedBody;
import dev.waybill.tenant.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnEventsTest {
  private static final String COMPLETE =
      "{\"eventID\":\"1\",\"eventTime\":1795179600000,\"eventVersion\":\"1.0.0\",\"eventSource\":\"Waybill\",\"eventName\":\"CreateTenant\",\"userIdentity\":{\"type\":\"Service\"},\"category\":\"TENANT\",\"clientID\":\"acme\"}";

  @Test
  void comeOutAsTheyWentInWithTheTwoLastFields() {
    ParsedBody parsed = OwnEvents.read(List.of(COMPLETE));

    assertThat(parsed.rejections()).isEmpty();
    assertThat(Request.stored(parsed))
        .containsExactly(
            COMPLETE.substring(0, COMPLETE.length() - 1)
                + ",\"receivedTime\":"
                + Request.RECEIVED
                + ",\"eventKind\":\"SYSTEM\"}");
  }

  @Test
  void areOfTheirTenantsInTheirOrder() {
    ParsedBody parsed =
        OwnEvents.read(List.of(COMPLETE, COMPLETE.replace("acme", "_operators"), COMPLETE));

    assertThat(parsed.batch().lines())
        .extracting(EventLine::tenant)
        .containsExactly(new TenantId("acme"), TenantId.OPERATORS, new TenantId("acme"));
    assertThat(parsed.batch().lines())
        .allSatisfy(line -> assertThat(line.category()).isEqualTo("TENANT"));
  }

  @Test
  void areTheSameEventWhenTheyComeAgain() {
    EventLine first = OwnEvents.read(List.of(COMPLETE)).batch().lines().getFirst();
    EventLine again = OwnEvents.read(List.of(COMPLETE)).batch().lines().getFirst();

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.content()).isEqualTo(first.content());
  }

  @Test
  void aDefectiveOneKeepsNoOtherBack() {
    ParsedBody parsed = OwnEvents.read(List.of("{\"eventID\":1}", COMPLETE, "no JSON"));

    assertThat(parsed.batch().lines()).hasSize(1);
    assertThat(parsed.rejections()).extracting(Rejection::line).containsExactly(1, 3);
  }

  @Test
  void nobodyElseHasTheirSource() {
    assertThat(Request.ofPlatformKey().rejection(COMPLETE).code())
        .isEqualTo(RejectionCode.RESERVED_SOURCE);
  }

  @Test
  void ofNoneNothingIsMade() {
    assertThat(OwnEvents.read(List.of()).batch().lines()).isEmpty();
  }
}
