package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ConfigurationId;
import dev.waybill.log.Position;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RetentionLedger} must do; each test begins with an empty one. */
public abstract class RetentionLedgerContract {
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final TenantQuotas SIXTY_DAYS =
      new TenantQuotas(Optional.of(60), Optional.empty(), Optional.empty());

  private Tenant acme;

  protected abstract RetentionLedger ledger();

  protected abstract Tenant addTenant(TenantId id, Instant created);

  protected abstract void setQuotas(Tenant tenant, TenantQuotas quotas);

  protected abstract void removeTenant(TenantId id);

  /** Adds an enabled export whose regular stream stands there. */
  protected abstract ConfigurationId addExport(TenantId tenant, Position cursor);

  protected abstract void disable(TenantId tenant, ConfigurationId export);

  /** Deletes an export; its stream has not ended yet. */
  protected abstract void delete(TenantId tenant, ConfigurationId export);

  /** The stream of a deleted export has ended. */
  protected abstract void end(TenantId tenant, ConfigurationId export);

  /** Plans the next job of an export and leaves it unfinished. */
  protected abstract void planJob(TenantId tenant, ConfigurationId export);

  /** Adds a backfill of the export that is under way and stands there. */
  protected abstract BackfillHandle addBackfill(ConfigurationId export, Position cursor);

  /** Whether a new export could start there. */
  protected abstract boolean canStartAt(TenantId tenant, Position position);

  /** A backfill that can be ended. */
  protected interface BackfillHandle {
    void finish();
  }

  @BeforeEach
  void addOneTenant() {
    acme = addTenant(ACME, CREATED);
  }

  @Test
  void listsTenantsPageByPage() {
    addTenant(OTHER, CREATED);
    addTenant(new TenantId("Zeta"), CREATED);

    List<TenantId> first = ledger().tenants(Optional.empty(), 2);
    List<TenantId> second = ledger().tenants(Optional.of(first.getLast()), 2);

    assertThat(first).containsExactly(new TenantId("Zeta"), ACME); // by their bytes
    assertThat(second).containsExactly(OTHER);
    assertThat(ledger().tenants(Optional.of(OTHER), 2)).isEmpty();
  }

  @Test
  void showsATenantAsItIsNow() {
    assertThat(ledger().tenant(ACME)).contains(acme);
    assertThat(ledger().tenant(OTHER)).isEmpty();

    setQuotas(acme, SIXTY_DAYS);

    assertThat(ledger().tenant(ACME).orElseThrow().quotas()).isEqualTo(SIXTY_DAYS);
  }

  @Test
  void givesUpAllThatIsOldIfThereIsNoExport() {
    assertThat(mark(100, 20)).isEqualTo(new RetentionMark(at(100), List.of()));
  }

  @Test
  void givesUpNothingThatAnExportHasNotDelivered() {
    addExport(ACME, at(80));
    addExport(ACME, at(40));

    assertThat(mark(100, 20)).isEqualTo(new RetentionMark(at(40), List.of()));
  }

  @Test
  void aDisabledExportHoldsAsAnEnabledOne() {
    ConfigurationId export = addExport(ACME, at(40));
    disable(ACME, export);

    assertThat(mark(100, 20).before()).isEqualTo(at(40));
  }

  @Test
  void anUnfinishedJobHoldsFromItsStart() {
    ConfigurationId export = addExport(ACME, at(40));
    planJob(ACME, export);

    assertThat(mark(100, 20).before()).isEqualTo(at(40));
  }

  @Test
  void aBackfillHoldsUntilItIsFinished() {
    ConfigurationId export = addExport(ACME, at(90));
    BackfillHandle backfill = addBackfill(export, at(30));

    assertThat(mark(100, 20).before()).isEqualTo(at(30));
    assertThat(ledger().lagging(ACME, at(50))).containsExactly(new Lagging(export, at(30)));
    assertThat(ledger().held(ACME, export)).contains(at(30));
    backfill.finish();
    assertThat(mark(100, 20).before()).isEqualTo(at(90));
    assertThat(ledger().held(ACME, export)).contains(at(90));
  }

  @Test
  void deletionReleasesWhenTheStreamHasEnded() {
    ConfigurationId export = addExport(ACME, at(40));
    planJob(ACME, export);
    addBackfill(export, at(30));

    delete(ACME, export);
    assertThat(mark(100, 20).before()).isEqualTo(at(40));
    assertThat(ledger().lagging(ACME, at(50))).containsExactly(new Lagging(export, at(40)));

    end(ACME, export);
    assertThat(mark(100, 20).before()).isEqualTo(at(100));
    assertThat(ledger().lagging(ACME, at(50))).isEmpty();
    assertThat(ledger().held(ACME, export)).isEmpty();
  }

  @Test
  void theHardLimitIsStrongerThanAnyHoldAndTellsWhoLosesEvents() {
    ConfigurationId dead = addExport(ACME, at(10));
    ConfigurationId slow = addExport(ACME, at(49));
    addExport(ACME, at(50));

    assertThat(mark(100, 50))
        .isEqualTo(
            new RetentionMark(
                at(50), List.of(new Lagging(dead, at(10)), new Lagging(slow, at(49)))));
  }

  @Test
  void theMarkNeverGoesBack() {
    mark(100, 20);

    assertThat(mark(60, 20).before()).isEqualTo(at(100));
  }

  @Test
  void whoComesLaterCannotHoldWhatIsGivenUp() {
    mark(100, 20);

    assertThat(canStartAt(ACME, at(99))).isFalse();
    assertThat(canStartAt(ACME, at(100))).isTrue();
    assertThat(mark(200, 20).before()).isEqualTo(at(100));
  }

  @Test
  void exportsOfOtherTenantsHoldNothing() {
    addTenant(OTHER, CREATED);
    ConfigurationId theirs = addExport(OTHER, at(1));

    assertThat(ledger().held(ACME, theirs)).isEmpty();
    assertThat(mark(100, 20).before()).isEqualTo(at(100));
    assertThat(ledger().lagging(ACME, at(1000))).isEmpty();
    assertThat(canStartAt(OTHER, at(0))).isTrue();
  }

  @Test
  void givesUpNothingOfATenantThatIsGoneOrAnother() {
    removeTenant(ACME);
    assertThat(ledger().mark(acme, at(100), at(20))).isEmpty();

    addTenant(ACME, CREATED.plusSeconds(1));

    assertThat(ledger().mark(acme, at(100), at(20))).isEmpty();
    assertThat(canStartAt(ACME, at(0))).isTrue();
  }

  @Test
  void givesUpNothingByQuotasThatWereChanged() {
    setQuotas(acme, SIXTY_DAYS);

    assertThat(ledger().mark(acme, at(100), at(20))).isEmpty();
    assertThat(canStartAt(ACME, at(0))).isTrue();
    assertThat(ledger().mark(ledger().tenant(ACME).orElseThrow(), at(100), at(20))).isPresent();
  }

  @Test
  void tellsWhichExportsHaveNotComeThatFar() {
    ConfigurationId disabled = addExport(ACME, at(40));
    disable(ACME, disabled);
    ConfigurationId behind = addExport(ACME, at(30));
    addExport(ACME, at(50));
    ConfigurationId deleted = addExport(ACME, at(10));
    delete(ACME, deleted);
    end(ACME, deleted);

    assertThat(ledger().lagging(ACME, at(50)))
        .containsExactly(new Lagging(behind, at(30)), new Lagging(disabled, at(40)));
  }

  private RetentionMark mark(long wanted, long limit) {
    return ledger().mark(acme, at(wanted), at(limit)).orElseThrow();
  }

  private static Position at(long position) {
    return new Position(position);
  }
}
