package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redirection;
import dev.waybill.export.Samples;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.audit.AuditOutbox.Waiting;
import dev.waybill.server.expiry.ExpiryNotice;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.SharedAccessSignature;
import dev.waybill.storage.Location;
import dev.waybill.storage.SasToken;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices before SAS tokens end. */
class SqlExpiryNoticesTest extends TwoTenantsFixture {
  private static final Instant END = NOW.plus(Duration.ofDays(40));
  private static final Location PLACE =
      AzureLocation.ofAccount("account", "file-system", StoragePath.ROOT);

  private final SqlExpiryNotices notices;

  SqlExpiryNoticesTest(@TempDir Path folder) {
    super(folder);
    notices = new SqlExpiryNotices(tables.database);
  }

  @Test
  void areGivenOnceEach() {
    StorageIntegration lake = create(ACME, ending(END));
    assertThat(give(Duration.ofDays(15))).isEmpty();

    for (Duration left :
        List.of(
            Duration.ofDays(14), Duration.ofDays(7), Duration.ofDays(1), Duration.ofMinutes(-5))) {
      assertThat(give(left))
          .containsExactly(new ExpiryNotice(ACME, lake.id(), lake.name(), END, END.minus(left)));
      assertThat(give(left.minusMinutes(1))).isEmpty();
    }
    assertThat(give(Duration.ofDays(-99))).isEmpty();
    assertThat(events()).extracting(Waiting::tenant).containsExactly(ACME, ACME, ACME, ACME);
    assertThat(events().getFirst().event())
        .contains("\"userIdentity\":{\"type\":\"Service\"}")
        .contains("\"expiresAt\":\"2026-12-30T14:00:00Z\",\"daysLeft\":14")
        .doesNotContain("c2VjcmV0");
    assertThat(events().getLast().event()).contains("\"daysLeft\":0");
  }

  @Test
  void ofThoseThatAreLateOnlyTheNearestIsGiven() {
    create(ACME, ending(END));

    assertThat(give(Duration.ofDays(3))).extracting(ExpiryNotice::daysLeft).containsExactly(3L);

    assertThat(give(Duration.ofHours(25))).isEmpty();
    assertThat(give(Duration.ofHours(-25)))
        .extracting(ExpiryNotice::hasEnded)
        .containsExactly(true);
    assertThat(give(Duration.ofHours(-26))).isEmpty();
  }

  @Test
  void beginAnewWithANewToken() {
    StorageIntegration lake = create(ACME, ending(END));
    give(Duration.ofDays(14));
    Instant later = END.plus(Duration.ofDays(30));

    exchange(lake, ending(END), ending(later));

    assertThat(give(Duration.ofDays(1))).isEmpty();
    assertThat(notices.give(later.minus(Duration.ofDays(14)), 9)).hasSize(1);
  }

  @Test
  void areNotGivenOfATokenWhosePolicySaysWhenItEnds() {
    StorageIntegration lake = create(ACME, ending(END));

    exchange(lake, ending(END), sas("si=policy"));
    create(ACME, sas("si=policy"));

    assertThat(give(Duration.ofDays(-1))).isEmpty();
  }

  @Test
  void areNotGivenOfWhatIsDeleted() {
    StorageIntegration lake = create(ACME, ending(END));

    tables.integrationChanges.delete(ACME, lake.id(), LinkedExportsAtDeletion.PAUSE, NOW);

    assertThat(give(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void areForEachTenantItsOwnAndAsManyAsAskedForAtOnce() {
    create(ACME, ending(END));
    create(OTHER, ending(END.plusSeconds(60)));
    create(ACME, ending(END.plusSeconds(120)));
    Instant late = END.minus(Duration.ofDays(1));

    assertThat(notices.give(late, 2)).extracting(ExpiryNotice::tenant).containsExactly(ACME, OTHER);
    assertThat(notices.give(late, 2)).extracting(ExpiryNotice::tenant).containsExactly(ACME);
    assertThat(notices.give(late, 2)).isEmpty();

    assertThat(events()).extracting(Waiting::tenant).containsExactly(ACME, OTHER, ACME);
  }

  @Test
  void areGivenAgainIfTheirRecordWasNotStored() {
    create(ACME, ending(END));
    tables.database.run(tx -> tx.update("ALTER TABLE audit_outbox RENAME TO elsewhere"));
    assertThatThrownBy(() -> give(Duration.ofDays(14))).isInstanceOf(ControlPlaneException.class);
    tables.database.run(tx -> tx.update("ALTER TABLE elsewhere RENAME TO audit_outbox"));

    assertThat(give(Duration.ofDays(14))).hasSize(1);
    assertThat(events()).hasSize(1);
  }

  private List<ExpiryNotice> give(Duration beforeTheEnd) {
    return notices.give(END.minus(beforeTheEnd), 9);
  }

  private StorageIntegration create(TenantId tenant, Credentials credentials) {
    StorageIntegration integration =
        Samples.integration(tenant, PLACE, UUID.randomUUID(), credentials);
    done(tables.integrationChanges.create(integration, credentials, Optional.empty()));
    return integration;
  }

  private void exchange(StorageIntegration integration, Credentials known, Credentials changed) {
    done(
        tables.integrationChanges.redirect(
            new Redirection(integration, known, PLACE, changed), LinkedExports.UPDATE, NOW));
  }

  private static void done(Change change) {
    assertThat(change).isInstanceOf(Change.Done.class);
  }

  private List<Waiting> events() {
    return new SqlAuditOutbox(tables.database)
        .oldest(100).stream()
            .filter(each -> each.event().contains("\"WarnOfSecretExpiry\""))
            .toList();
  }

  private static Credentials ending(Instant end) {
    return sas("sp=cw&se=" + end);
  }

  private static Credentials sas(String fields) {
    return new SharedAccessSignature(new SasToken("sv=2024-11-04&" + fields + "&sig=c2VjcmV0"));
  }
}
