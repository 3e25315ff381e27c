package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.IdempotencyKey;
import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.NotificationType;
import dev.waybill.server.notifications.SampleNotifications;
import dev.waybill.server.webhooks.EndpointUrl;
import dev.waybill.server.webhooks.WebhookEndpoint;
import dev.waybill.server.webhooks.WebhookEndpoint.Change;
import dev.waybill.server.webhooks.WebhookEndpoints;
import dev.waybill.server.webhooks.WebhookEndpoints.Creation;
import dev.waybill.server.webhooks.WebhookEndpoints.Made;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlWebhookEndpointsTest extends TwoTenantsFixture {
  private static final EndpointUrl URL = new EndpointUrl("https://hooks.example.com/a");

  private static final String WAITING = "SELECT * FROM notification_outbox ORDER BY type";

  private final WebhookEndpoints endpoints;

  SqlWebhookEndpointsTest(@TempDir Path folder) {
    super(folder);
    endpoints = tables.webhooks;
  }

  @Test
  void areTheirTenantsAlone() {
    Made made = create(Set.of());
    UUID id = made.endpoint().id();

    assertThat(endpoints.list(ACME)).containsExactly(made.endpoint());
    assertThat(endpoints.target(ACME, id).orElseThrow().secrets().current())
        .isEqualTo(made.secret());
    assertThat(endpoints.list(OTHER)).isEmpty();
    assertThat(endpoints.target(OTHER, id)).isEmpty();
    assertThat(endpoints.update(OTHER, id, enabled(false), Optional.empty(), NOW)).isEmpty();
    assertThat(endpoints.rotate(OTHER, id, Optional.empty(), NOW)).isEmpty();
    assertThat(endpoints.test(OTHER, id, NOW)).isEmpty();
    assertThat(endpoints.delete(OTHER, id)).isEmpty();
    assertThat(endpoints.disable(OTHER, id, URL, "no", NOW)).isFalse();
    assertThat(endpoints.list(ACME)).containsExactly(made.endpoint());
  }

  @Test
  void areToldOfWhatTheyAskedFor() {
    UUID all = create(Set.of()).endpoint().id();
    UUID some =
        create(Set.of(NotificationType.DELIVERY_FAILING, NotificationType.DELIVERY_RECOVERED))
            .endpoint()
            .id();

    announce();
    assertThat(receivers()).containsExactlyInAnyOrder(all.toString(), some.toString());

    create(Set.of(NotificationType.QUOTA_REACHED));
    endpoints.update(ACME, all, enabled(false), Optional.empty(), NOW);
    assertThat(receivers()).as("what waits for a disabled one").containsExactly(some.toString());
    announce();
    assertThat(receivers()).containsExactly(some.toString(), some.toString());
  }

  @Test
  void areToldOfNothingOfAnotherTenant() {
    create(Set.of());

    tables.database.run(tx -> tx.announce(OTHER, SampleNotifications.failing("export")));

    assertThat(receivers()).isEmpty();
  }

  @Test
  void takeWhatWaitsWithThem() {
    UUID id = create(Set.of()).endpoint().id();
    announce();

    assertThat(endpoints.delete(ACME, id)).isPresent();

    assertThat(receivers()).isEmpty();
    assertThat(endpoints.list(ACME)).isEmpty();
  }

  @Test
  void keepBothSecretsOverARotation() {
    Made made = create(Set.of());

    Made rotated =
        endpoints.rotate(ACME, made.endpoint().id(), Optional.empty(), NOW).orElseThrow();

    var secrets = endpoints.target(ACME, made.endpoint().id()).orElseThrow().secrets();
    assertThat(secrets.current()).isEqualTo(rotated.secret()).isNotEqualTo(made.secret());
    assertThat(secrets.previous().orElseThrow().secret()).isEqualTo(made.secret());
  }

  @Test
  void keepTheirSecretsIfTheyWereChangedSinceTheyWereSeen() {
    Made made = create(Set.of());
    UUID id = made.endpoint().id();
    Instant later = NOW.plusSeconds(1);

    Optional<Instant> seen = Optional.of(made.endpoint().updatedAt());
    assertThat(endpoints.rotate(ACME, id, seen, later)).isPresent();
    assertThat(endpoints.rotate(ACME, id, seen, later.plusSeconds(1))).isEmpty();

    assertThat(endpoints.target(ACME, id).orElseThrow().secrets().previous().orElseThrow().secret())
        .isEqualTo(made.secret());
  }

  @Test
  void stayAsTheyAreIfTheyWereChangedSinceTheyWereSeen() {
    Made made = create(Set.of());
    UUID id = made.endpoint().id();
    Instant later = NOW.plusSeconds(1);

    Optional<Instant> seen = Optional.of(made.endpoint().updatedAt());
    Optional<WebhookEndpoint> first = endpoints.update(ACME, id, enabled(false), seen, later);
    assertThat(endpoints.update(ACME, id, enabled(true), seen, later.plusSeconds(1))).isEmpty();

    assertThat(endpoints.list(ACME)).containsExactly(first.orElseThrow());
  }

  @Test
  void areMadeOnceByTheSameRequest() {
    var key = new IdempotencyKey("portal-1", "a");
    Made made = (Made) create(ACME, Optional.of(key));

    assertThat(create(ACME, Optional.of(key))).isEqualTo(new Creation.MadeBefore(made.endpoint()));
    assertThat(create(ACME, Optional.of(new IdempotencyKey("portal-1", "b"))))
        .isInstanceOf(Creation.Conflict.class);
    assertThat(create(OTHER, Optional.of(key))).isInstanceOf(Made.class);
    assertThat(endpoints.list(ACME)).containsExactly(made.endpoint());

    endpoints.delete(ACME, made.endpoint().id());
    assertThat(create(ACME, Optional.of(key))).isInstanceOf(Creation.Conflict.class);
    assertThat(endpoints.list(ACME)).isEmpty();
  }

  @Test
  void sayWhyTheyAreDisabledUntilTheyAreEnabledAgain() {
    UUID id = create(Set.of()).endpoint().id();

    assertThat(endpoints.disable(ACME, id, URL, "it is gone", NOW)).isTrue();
    assertThat(endpoints.disable(ACME, id, URL, "again", NOW)).isFalse();
    assertThat(endpoints.list(ACME).getFirst().disabledReason()).contains("it is gone");
    assertThat(endpoints.target(ACME, id)).isEmpty();
    assertThat(endpoints.test(ACME, id, NOW)).isEmpty();

    WebhookEndpoint enabled =
        endpoints.update(ACME, id, enabled(true), Optional.empty(), NOW).orElseThrow();
    assertThat(enabled.disabledReason()).isEmpty();
    assertThat(endpoints.test(ACME, id, NOW)).contains(enabled);
    assertThat(receivers()).containsExactly(id.toString());
  }

  @Test
  void areNotDisabledForAUrlThatTheyHaveNoMore() {
    UUID id = create(Set.of()).endpoint().id();
    EndpointUrl next = new EndpointUrl("https://hooks.example.com/b");
    Change moved = new Change(Optional.of(next), Optional.empty(), Optional.empty());
    WebhookEndpoint there = endpoints.update(ACME, id, moved, Optional.empty(), NOW).orElseThrow();
    announce();

    assertThat(endpoints.disable(ACME, id, URL, "it is gone", NOW)).isFalse();

    assertThat(endpoints.list(ACME)).containsExactly(there);
    assertThat(receivers()).as("what waits goes to the new URL").containsExactly(id.toString());
  }

  @Test
  void areAtMostTen() {
    for (int i = 0; i < WebhookEndpoints.MOST; i++) {
      create(Set.of());
    }

    assertThat(create(ACME, Optional.empty())).isEqualTo(new Creation.TooMany());
    assertThat(create(OTHER, Optional.empty())).isInstanceOf(Made.class);
    assertThat(create(new TenantId("nobody"), Optional.empty())).isEqualTo(new Creation.NoTenant());
  }

  @Test
  void areNotToldMoreThanMayWait() {
    UUID id = create(Set.of()).endpoint().id();
    tables.database.run(
        tx -> {
          for (int i = 0; i < Channel.WEBHOOK.mostWaiting(); i++) {
            tx.announce(ACME, SampleNotifications.failing("export"));
          }
        });

    announce();

    assertThat(receivers()).hasSize(Channel.WEBHOOK.mostWaiting()).containsOnly(id.toString());
    assertThat(tables.leftOut).containsExactly(Channel.WEBHOOK);
  }

  /**
   * However often somebody asks; and the last one is sent at once, though an earlier one failed.
   */
  @Test
  void haveOneTestThatWaits() {
    UUID id = create(Set.of()).endpoint().id();
    announce();
    endpoints.test(ACME, id, NOW);
    tables.database.run(
        tx ->
            tx.update(
                "UPDATE notification_outbox SET attempts = 3, next_attempt_at = ?",
                NOW.plusSeconds(9)));

    endpoints.test(ACME, id, NOW.plusSeconds(1));

    List<String> waiting =
        tables.database.read(tx -> tx.all(SqlWebhookEndpointsTest::waiting, WAITING));
    assertThat(waiting).containsExactly("delivery.failing 3", "endpoint.tested 0");
  }

  private static String waiting(Row row) {
    return row.text("type") + " " + row.integer("attempts");
  }

  private Made create(Set<NotificationType> types) {
    return (Made) endpoints.create(ACME, URL, types, /* enabled= */ true, Optional.empty(), NOW);
  }

  private Creation create(TenantId tenant, Optional<IdempotencyKey> key) {
    return endpoints.create(tenant, URL, Set.of(), /* enabled= */ true, key, NOW);
  }

  private static Change enabled(boolean enabled) {
    return new Change(Optional.empty(), Optional.empty(), Optional.of(enabled));
  }

  private void announce() {
    tables.database.run(tx -> tx.announce(ACME, SampleNotifications.failing("export")));
  }

  private List<String> receivers() {
    return tables.database.read(
        tx -> tx.all(row -> row.text("receiver"), "SELECT receiver FROM notification_outbox"));
  }
}
