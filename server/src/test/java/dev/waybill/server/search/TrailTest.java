package dev.waybill.server.search;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.event.EventKind;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.server.audit.ListedAudit;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrailTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final String OURS = "\"eventName\":\"CreateApiKey\",\"eventSource\":\"Waybill\"";

  private final SettableTime time = new SettableTime();
  private final TenantDeletions deletions = new TenantDeletions();
  private final ListedAudit audit = new ListedAudit();
  private final InMemoryEventLog log = new InMemoryEventLog(time);
  private final Trail trail =
      new Trail(new EventLookup(log, deletions, new AccessAudit(audit, audit, time), time));

  @Test
  void isNotHiddenByALineThatIsHardToRead() {
    append(OURS);
    append("\"a\":" + "1".repeat(1_001) + ",\"eventSource\":\"x\",\"b\":\"Waybill\"");
    append("\"b\":" + "[".repeat(2_000) + "\"Waybill\"" + "]".repeat(2_000));
    append("\"b\":[\"Waybill\"");

    assertShowsOurs();
  }

  @Test
  void hasWhatTheServiceItselfRecorded() {
    append(OURS);
    append("\"eventSource\":\"x\",\"a\":{\"eventSource\":\"Waybill\"}");
    append("\"a\":{\"eventSource\":\"Waybill\"},\"eventSource\":\"x\"");
    append("\"eventSource\":[\"Waybill\"]");

    assertShowsOurs();
  }

  @Test
  void goesOnWhereAStretchEnds() {
    append(OURS);
    append(OURS.replace("Create", "Rotate"));

    Trail.Stretch newest = trail.newest(caller(), 1, null);
    Trail.Stretch older = trail.newest(caller(), 10, newest.older().orElseThrow());

    assertThat(newest.events()).extracting(TrailTest::name).containsExactly("RotateApiKey");
    assertThat(older.events()).extracting(TrailTest::name).containsExactly("CreateApiKey");
    assertThat(older.older()).isEmpty();
  }

  /** Whoever sends events could else push what was done out of sight, page after page. */
  @Test
  void isNotPushedAsideByLinesThatOnlyNameTheService() {
    append(OURS);
    append(OURS.replace("Create", "Rotate"));
    for (int i = 0; i < 20; i++) {
      append("\"eventSource\":\"x\",\"a\":\"Waybill\"");
    }

    Trail.Stretch newest = trail.newest(caller(), 2, null);

    assertThat(newest.events())
        .extracting(TrailTest::name)
        .containsExactly("RotateApiKey", "CreateApiKey");
  }

  private void assertShowsOurs() {
    assertThat(trail.newest(caller(), 10, null).events())
        .extracting(TrailTest::name)
        .containsExactly("CreateApiKey");
  }

  private static String name(JsonNode event) {
    return event.path("eventName").asString("");
  }

  private Caller caller() {
    Optional<TenantId> tenant = Optional.of(ACME);
    ApiKey key =
        new ApiKey(new UUID(1, 1), tenant, "test", Set.of(Permission.READ), "wb_", time.now());
    return new Caller(key, tenant, deletions.last());
  }

  /** A line of the kind SYSTEM that has these fields as they are. */
  private void append(String fields) {
    var event =
        new SampleEvent(ACME, "e" + log.end(ACME))
            .withKind(EventKind.SYSTEM)
            .withContent("\"," + fields + ",\"more\":\"");
    assertThat(log.append(EventBatches.of(event), REJECT_EVENT))
        .isInstanceOf(AppendOutcome.Appended.class);
  }
}
