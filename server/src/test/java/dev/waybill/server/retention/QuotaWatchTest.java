package dev.waybill.server.retention;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.export.Samples;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.Grants;
import dev.waybill.server.notifications.NotificationOutbox;
import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.server.secrets.KeyProtection;
import dev.waybill.server.sql.Announcements;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants are told by mail how much of their quotas they use. */
class QuotaWatchTest {
  private static final TenantId ACME = new TenantId("acme");

  private final SettableTime time = new SettableTime(Samples.NOW);
  private final InMemoryEventLog log = new InMemoryEventLog(time);
  private final List<String> letters = new ArrayList<>();
  private final DataDirectory directory;
  private final ControlPlane plane;

  QuotaWatchTest(@TempDir Path folder) {
    directory = DataDirectory.open(folder.resolve("data"));
    plane =
        ControlPlane.open(
            directory,
            KeyProtection.NONE,
            new Announcements(Grants.NONE, true, _ -> {}),
            time,
            new SecureRandom(),
            9);
  }

  @AfterEach
  void close() {
    plane.close();
    directory.close();
  }

  @Test
  void tellsOfHalfAndOfFourFifthsOnceEach() {
    create(ACME);
    append(ACME);
    long one = log.bytes(ACME);
    quota(ACME, 5 * one);

    watch(Optional.empty());
    assertThat(told()).isEmpty();
    append(ACME);
    append(ACME);
    watch(Optional.empty());
    watch(Optional.empty());
    assertThat(told()).singleElement().asString().contains("50%");

    append(ACME);
    watch(Optional.empty());
    watch(Optional.empty());
    assertThat(told()).hasSize(2).anyMatch(letter -> letter.contains("80%"));
  }

  @Test
  void looksAtAllTenantsHoweverManyThereAre() {
    for (int i = 0; i < 250; i++) {
      create(new TenantId("tenant-%03d".formatted(i)));
    }
    List<TenantId> full =
        List.of(
            new TenantId("tenant-000"),
            new TenantId("tenant-099"),
            new TenantId("tenant-100"),
            new TenantId("tenant-249"));
    full.forEach(this::append);

    watch(Optional.of(log.bytes(full.getFirst())));

    assertThat(told()).hasSameSizeAs(full);
  }

  @Test
  void aTenantWithoutAQuotaIsToldNothing() {
    create(ACME);
    append(ACME);

    watch(Optional.empty());

    assertThat(told()).isEmpty();
  }

  private void watch(Optional<Long> quotaOfOthers) {
    var quotas = new StorageQuotas(plane.tenants()::find, log, quotaOfOthers);
    new QuotaWatch(plane.tenants(), quotas, log, plane.quotaNotices()).run();
  }

  private void create(TenantId tenant) {
    plane.tenants().upsert(tenant, "Some tenant", Samples.NOW);
    plane
        .tenants()
        .setRecipients(
            tenant, List.of(new MailAddress(tenant.value() + "@example.com")), Samples.NOW);
  }

  private void quota(TenantId tenant, long bytes) {
    plane
        .tenants()
        .setQuotas(
            tenant,
            new TenantQuotas(Optional.empty(), Optional.empty(), Optional.of(bytes)),
            Samples.NOW);
  }

  private void append(TenantId tenant) {
    assertThat(
            log.append(
                EventBatches.of(new SampleEvent(tenant, "e" + log.end(tenant))), REJECT_EVENT))
        .isInstanceOf(AppendOutcome.Appended.class);
  }

  /** All letters so far; of each receiver one is due at a time. */
  private List<String> told() {
    NotificationOutbox outbox = plane.notificationOutbox();
    List<Waiting> due = outbox.due(Channel.MAIL, Samples.NOW, Set.of(), Set.of(), 1_000);
    while (!due.isEmpty()) {
      due.forEach(
          letter -> {
            letters.add(letter.content());
            outbox.remove(letter.id());
          });
      due = outbox.due(Channel.MAIL, Samples.NOW, Set.of(), Set.of(), 1_000);
    }
    return letters;
  }
}
