package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys.Creation;
import dev.waybill.tenant.ApiKeys.Issued;
import dev.waybill.tenant.ApiKeys.Once;
import dev.waybill.tenant.ApiKeys.Revocation;
import dev.waybill.tenant.ApiKeys.Rotation;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.KeyLimitException;
import dev.waybill.tenant.KeyTerms;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How keys are used, are replaced, and end. */
class SqlKeyLifeTest extends TwoTenantsFixture {
  private static final Duration DAY = Duration.ofDays(1);

  SqlKeyLifeTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aKeyOpensNothingFromItsEndOnThoughItIsRemembered() {
    Issued issued = issue(ACME, Optional.of(NOW.plus(DAY)));
    assertThat(valid(issued)).isTrue();

    tables.time.advance(DAY.minusNanos(1000));
    assertThat(valid(issued)).isTrue();
    tables.time.advance(Duration.ofNanos(1000));

    assertThat(valid(issued)).isFalse();
    assertThat(again().authenticate(issued.secret())).isEmpty();
    assertThat(tables.apiKeys.list(Optional.of(ACME))).containsExactly(issued.key());
  }

  @Test
  void aKeyThatExpiredIsListedForAMonth() {
    issue(ACME, Optional.of(NOW.plus(DAY)));

    tables.time.advance(Duration.ofDays(30));
    assertThat(tables.apiKeys.list(Optional.of(ACME))).hasSize(1);
    tables.time.advance(DAY);

    assertThat(tables.apiKeys.list(Optional.of(ACME))).isEmpty();
  }

  @Test
  void usesAreKnownAtOnceAndStoredTogether() {
    Issued used = issue(ACME, Optional.empty());
    Issued unused = issue(ACME, Optional.empty());
    Issued others = issue(OTHER, Optional.empty());
    for (int request = 0; request < 1000; request++) {
      assertThat(valid(used)).isTrue();
    }
    assertThat(valid(others)).isTrue();
    long before = tables.database.commits();

    Map<UUID, Instant> uses = tables.apiKeys.lastUses(Optional.of(ACME));
    tables.apiKeys.saveUses();
    tables.apiKeys.saveUses();

    assertThat(uses).containsExactly(Map.entry(used.key().id(), NOW));
    assertThat(tables.database.commits())
        .as("one for both keys, none for nothing new")
        .isEqualTo(before + 1);
    assertThat(again().lastUses(Optional.of(ACME)))
        .isEqualTo(uses)
        .doesNotContainKey(unused.key().id());
    assertThat(again().lastUses(Optional.of(OTHER))).containsOnlyKeys(others.key().id());
  }

  @Test
  void aLaterUseReplacesTheStoredOne() {
    Issued issued = issue(ACME, Optional.empty());
    assertThat(valid(issued)).isTrue();
    tables.apiKeys.saveUses();
    tables.time.advance(Duration.ofMinutes(5));

    assertThat(valid(issued)).isTrue();
    Instant later = NOW.plus(Duration.ofMinutes(5));

    assertThat(tables.apiKeys.lastUses(Optional.of(ACME))).containsValue(later);
    tables.apiKeys.saveUses();
    assertThat(again().lastUses(Optional.of(ACME))).containsValue(later);
  }

  @Test
  void aRefusedKeyIsNotUsed() {
    Issued issued = issue(ACME, Optional.of(NOW.plus(DAY)));
    tables.time.advance(DAY);

    assertThat(valid(issued)).isFalse();

    assertThat(tables.apiKeys.lastUses(Optional.of(ACME))).isEmpty();
  }

  @Test
  void aRotationLetsBothKeysWorkUntilTheOverlapIsOver() {
    Issued before = issue(ACME, Optional.empty());
    assertThat(valid(before)).isTrue();

    Rotation.Rotated rotated =
        rotated(tables.apiKeys.rotate(before.key().id(), DAY, Optional.empty(), NOW));

    ApiKey successor = rotated.successor().key();
    assertThat(successor.name()).isEqualTo(before.key().name());
    assertThat(successor.permissions()).isEqualTo(before.key().permissions());
    assertThat(successor.tenant()).contains(ACME);
    assertThat(successor.expiresAt()).isEmpty();
    assertThat(rotated.replaced().expiresAt()).contains(NOW.plus(DAY));
    assertThat(rotated.toString()).doesNotContain(rotated.successor().secret());
    assertThat(valid(before)).isTrue();
    assertThat(valid(rotated.successor())).isTrue();
    tables.time.advance(DAY);
    assertThat(valid(before)).isFalse();
    assertThat(valid(rotated.successor())).isTrue();
  }

  @Test
  void withoutAnOverlapTheKeyBeforeEndsAtOnceThoughItIsRemembered() {
    Issued before = issue(ACME, Optional.empty());
    assertThat(valid(before)).isTrue();

    rotated(tables.apiKeys.rotate(ACME, before.key().id(), Duration.ZERO, Optional.empty(), NOW));

    assertThat(valid(before)).isFalse();
  }

  @Test
  void aSuccessorLivesAsLongAsTheKeyBeforeWasMadeForAndMakesThatLiveNoLonger() {
    Issued before = issue(ACME, Optional.of(NOW.plus(DAY)));
    Instant later = NOW.plus(Duration.ofHours(23));

    Rotation.Rotated rotated =
        rotated(tables.apiKeys.rotate(before.key().id(), DAY, Optional.empty(), later));

    assertThat(rotated.successor().key().expiresAt()).contains(later.plus(DAY));
    assertThat(rotated.replaced().expiresAt()).contains(NOW.plus(DAY));
  }

  @Test
  void aSuccessorMayHaveAnEndOfItsOwn() {
    Issued before = issue(ACME, Optional.empty());
    Instant end = NOW.plus(Duration.ofDays(90));

    Rotation.Rotated rotated =
        rotated(tables.apiKeys.rotate(before.key().id(), DAY, Optional.of(end), NOW));

    assertThat(rotated.successor().key().expiresAt()).contains(end);
  }

  @Test
  void aKeyHasOneSuccessor() {
    Issued before = issue(ACME, Optional.empty());
    Rotation.Rotated rotated =
        rotated(tables.apiKeys.rotate(before.key().id(), DAY, Optional.empty(), NOW));

    assertThat(tables.apiKeys.rotate(before.key().id(), DAY, Optional.empty(), NOW))
        .isEqualTo(new Rotation.Replaced(rotated.successor().key().id()));
    assertThat(tables.apiKeys.list(Optional.of(ACME))).hasSize(2);
  }

  @Test
  void nothingIsHandedOnByAKeyThatHasEnded() {
    Issued expired = issue(ACME, Optional.of(NOW.plus(DAY)));
    Issued revoked = issue(ACME, Optional.empty());
    tables.apiKeys.revoke(revoked.key().id(), NOW);

    assertThat(tables.apiKeys.rotate(expired.key().id(), DAY, Optional.empty(), NOW.plus(DAY)))
        .isEqualTo(new Rotation.Expired());
    assertThat(tables.apiKeys.rotate(revoked.key().id(), DAY, Optional.empty(), NOW))
        .isEqualTo(new Rotation.NotFound());
  }

  @Test
  void anotherTenantsKeyIsAsIfItWereNotThere() {
    Issued others = issue(OTHER, Optional.empty());
    Issued platforms = operator("a");

    for (Issued issued : Set.of(others, platforms)) {
      UUID id = issued.key().id();
      assertThat(tables.apiKeys.revoke(ACME, id, NOW)).isEqualTo(Revocation.NOT_FOUND);
      assertThat(tables.apiKeys.rotate(ACME, id, DAY, Optional.empty(), NOW))
          .isEqualTo(new Rotation.NotFound());
      assertThat(valid(issued)).isTrue();
    }
  }

  @Test
  void theLastOperatorsKeyStays() {
    Issued last = operator("last");
    issue(ACME, Optional.empty());
    Issued expired =
        tables.apiKeys.issue(
            Optional.empty(),
            new KeyTerms("expired", Set.of(Permission.OPERATOR), Optional.of(NOW.plusSeconds(1))),
            NOW);
    Instant later = NOW.plusSeconds(1);

    assertThat(tables.apiKeys.revoke(last.key().id(), later)).isEqualTo(Revocation.LAST_OPERATOR);
    assertThat(
            tables.apiKeys.rotate(last.key().id(), Duration.ofSeconds(59), Optional.empty(), later))
        .isEqualTo(new Rotation.LastOperator());
    assertThat(valid(last)).isTrue();
    assertThat(tables.apiKeys.revoke(expired.key().id(), later)).isEqualTo(Revocation.REVOKED);
    rotated(tables.apiKeys.rotate(last.key().id(), Duration.ofMinutes(1), Optional.empty(), later));
    assertThat(tables.apiKeys.revoke(last.key().id(), later))
        .as("there is another")
        .isEqualTo(Revocation.REVOKED);
  }

  @Test
  void anOperatorsKeyThatEndsEarlierReplacesNone() {
    Issued lasting = operator("lasting");
    Issued brief = operator("brief", NOW.plusSeconds(60));
    Issued yearly = operator("yearly", NOW.plus(Duration.ofDays(365)));
    Issued sameYear = operator("same", NOW.plus(Duration.ofDays(365)));

    assertThat(tables.apiKeys.revoke(lasting.key().id(), NOW)).isEqualTo(Revocation.LAST_OPERATOR);
    assertThat(tables.apiKeys.revoke(yearly.key().id(), NOW)).isEqualTo(Revocation.REVOKED);
    Rotation.Rotated rotated =
        rotated(tables.apiKeys.rotate(lasting.key().id(), DAY, Optional.empty(), NOW));
    assertThat(tables.apiKeys.revoke(rotated.successor().key().id(), NOW))
        .as("the one before ends in a day")
        .isEqualTo(Revocation.LAST_OPERATOR);
    assertThat(tables.apiKeys.revoke(lasting.key().id(), NOW)).isEqualTo(Revocation.REVOKED);
    assertThat(tables.apiKeys.revoke(brief.key().id(), NOW)).isEqualTo(Revocation.REVOKED);
    assertThat(tables.apiKeys.revoke(sameYear.key().id(), NOW)).isEqualTo(Revocation.REVOKED);
  }

  @Test
  void oneThatEndsWithinAMinuteCannotStandInForAnother() {
    Issued first = operator("first", NOW.plusSeconds(50));
    operator("second", NOW.plusSeconds(60));

    assertThat(tables.apiKeys.revoke(first.key().id(), NOW)).isEqualTo(Revocation.LAST_OPERATOR);
  }

  @Test
  void rotationsMakeNoMoreThanTwiceAsManyKeysAsTheTenantMayHave() {
    tables.tenants.setQuotas(
        ACME,
        new TenantQuotas(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            IngestRate.NONE,
            new CountQuotas(Optional.empty(), Optional.empty(), Optional.of(1))),
        NOW);
    UUID first = issue(ACME, Optional.empty()).key().id();
    Rotation.Rotated second =
        rotated(tables.apiKeys.rotate(ACME, first, DAY, Optional.empty(), NOW));
    UUID last = second.successor().key().id();

    assertThatThrownBy(() -> tables.apiKeys.rotate(ACME, last, DAY, Optional.empty(), NOW))
        .isInstanceOf(KeyLimitException.class)
        .hasMessageContaining("has 2 API keys with those that were replaced");
    assertThatThrownBy(() -> tables.apiKeys.rotate(last, DAY, Optional.empty(), NOW))
        .isInstanceOf(KeyLimitException.class);

    assertThat(tables.apiKeys.list(Optional.of(ACME))).hasSize(2);
    assertThat(valid(second.successor())).isTrue();
    rotated(tables.apiKeys.rotate(ACME, last, Duration.ZERO, Optional.empty(), NOW));
  }

  @Test
  void nothingIsLeftOfKeysThatEndedLongAgo() {
    Issued revoked = issue(ACME, Optional.empty());
    Issued expired = issue(ACME, Optional.of(NOW.plus(DAY)));
    Issued lasting = issue(ACME, Optional.empty());
    tables.apiKeys.revoke(revoked.key().id(), NOW);
    Instant quarter = NOW.plus(Duration.ofDays(90));

    assertThat(tables.apiKeys.removeEnded(quarter)).isZero();
    assertThat(tables.apiKeys.removeEnded(quarter.plusMillis(1))).isEqualTo(1);
    assertThat(tables.apiKeys.recognise(revoked.secret())).isEmpty();
    assertThat(tables.apiKeys.recognise(expired.secret())).isPresent();
    assertThat(tables.apiKeys.removeEnded(quarter.plus(DAY).plusMillis(1))).isEqualTo(1);
    assertThat(tables.count("api_keys")).isEqualTo(1);
    assertThat(valid(lasting)).isTrue();
  }

  @Test
  void ofTwoOperatorsWhoRevokeEachOtherOneStays() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 20; round++) {
        Issued one = operator("one");
        Issued other = operator("other");
        CountDownLatch together = new CountDownLatch(1);
        Future<Revocation> first = threads.submit(() -> revoke(one, together));
        Future<Revocation> second = threads.submit(() -> revoke(other, together));
        together.countDown();

        assertThat(Set.of(first.get(), second.get()))
            .containsExactlyInAnyOrder(Revocation.REVOKED, Revocation.LAST_OPERATOR);
        tables.database.run(tx -> tx.update("DELETE FROM api_keys"));
      }
    }
  }

  @Test
  void theSameRequestMakesOneKeyAndShowsItsSecretOnce() {
    KeyTerms terms = new KeyTerms("a", Set.of(Permission.AUDIT), Optional.empty());
    Once once = new Once("request-1", "digest");

    Issued made = ((Creation.Created) tables.apiKeys.issueOnce(ACME, terms, once, NOW)).issued();

    assertThat(tables.apiKeys.issueOnce(ACME, terms, once, NOW))
        .isEqualTo(new Creation.Repeated(made.key()));
    assertThat(tables.apiKeys.issueOnce(ACME, terms, new Once("request-1", "another"), NOW))
        .isInstanceOf(Creation.Conflict.class);
    assertThat(tables.apiKeys.list(Optional.of(ACME))).containsExactly(made.key());
    assertThat(tables.apiKeys.issueOnce(OTHER, terms, once, NOW))
        .isInstanceOf(Creation.Created.class);
    tables.apiKeys.revoke(made.key().id(), NOW);
    assertThat(tables.apiKeys.issueOnce(ACME, terms, once, NOW))
        .isInstanceOf(Creation.Conflict.class);
  }

  private Revocation revoke(Issued issued, CountDownLatch together) throws InterruptedException {
    together.await();
    return tables.apiKeys.revoke(issued.key().id(), NOW);
  }

  private static Rotation.Rotated rotated(Rotation rotation) {
    assertThat(rotation).isInstanceOf(Rotation.Rotated.class);
    return (Rotation.Rotated) rotation;
  }

  private boolean valid(Issued issued) {
    return tables.apiKeys.authenticate(issued.secret()).isPresent();
  }

  private Issued operator(String name) {
    return tables.apiKeys.issue(Optional.empty(), name, Set.of(Permission.OPERATOR), NOW);
  }

  private Issued operator(String name, Instant end) {
    return tables.apiKeys.issue(
        Optional.empty(), new KeyTerms(name, Set.of(Permission.OPERATOR), Optional.of(end)), NOW);
  }

  private Issued issue(TenantId tenant, Optional<Instant> expiresAt) {
    return tables.apiKeys.issue(
        Optional.of(tenant),
        new KeyTerms("sender", Set.of(Permission.INGEST, Permission.READ), expiresAt),
        NOW);
  }

  /** As after a restart, with nothing remembered. */
  private SqlApiKeys again() {
    return new SqlApiKeys(tables.database, new SecureRandom(), tables.time);
  }
}
