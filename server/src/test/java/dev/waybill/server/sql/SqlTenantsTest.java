package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Samples;
import dev.waybill.tenant.ApiKeys.Issued;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.Entitlements;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.KeyTerms;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlTenantsTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("Acme");
  private static final Instant NOW = Samples.NOW;
  private static final Instant LATER = NOW.plusSeconds(1);

  private final Tables tables;

  SqlTenantsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void areFoundByAPartOfIdOrNameInAnyLetters() {
    tables.tenants.upsert(new TenantId("acme"), "Acme Corp", NOW);
    tables.tenants.upsert(new TenantId("b_1"), "100% Café!", NOW);
    tables.tenants.upsert(new TenantId("bx1"), "acme's other", NOW);

    assertThat(found("ACME", "")).containsExactly("acme", "bx1");
    assertThat(found("acme", "acme")).containsExactly("bx1");
    assertThat(found("b_1", "")).containsExactly("b_1");
    assertThat(found("0% CAFé!", "")).containsExactly("b_1");
    assertThat(found("%%", "")).isEmpty();
    assertThat(tables.tenants.search("", "", 2)).hasSize(2);
  }

  private List<String> found(String text, String after) {
    return tables.tenants.search(text, after, 9).stream()
        .map(tenant -> tenant.id().value())
        .toList();
  }

  @Test
  void createsATenantOnce() {
    Tenant created = tables.tenants.upsert(ACME, "Acme", NOW);

    assertThat(created).isEqualTo(new Tenant(ACME, "Acme", false, TenantQuotas.NONE, NOW, NOW));
    assertThat(tables.tenants.upsert(ACME, "Acme", LATER)).isEqualTo(created);
    assertThat(tables.tenants.find(ACME)).contains(created);
    assertThat(tables.tenants.find(OTHER)).isEmpty();
  }

  @Test
  void changesTheNameAndNothingElse() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    tables.tenants.setSuspended(ACME, true, NOW);
    assertThat(tables.tenants.find(ACME)).isPresent();

    Tenant renamed = tables.tenants.upsert(ACME, "Acme'; DROP TABLE tenants; --", LATER);

    assertThat(renamed)
        .isEqualTo(
            new Tenant(ACME, "Acme'; DROP TABLE tenants; --", true, TenantQuotas.NONE, NOW, LATER));
    assertThat(tables.tenants.find(ACME)).contains(renamed);
  }

  @Test
  void suspendsAndDeletesThoughWhatFollowsTheCommitFails() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    tables.tenants.upsert(OTHER, "Other", NOW);
    Issued key = tables.apiKeys.issue(Optional.of(OTHER), "k", Set.of(Permission.READ), NOW);
    assertThat(tables.apiKeys.authenticate(key.secret())).isPresent();
    assertThat(tables.tenants.find(ACME).orElseThrow().suspended()).isFalse();
    assertThat(tables.tenants.find(OTHER)).isPresent();
    tables.failAfterCommits();

    assertThatThrownBy(() -> tables.tenants.setSuspended(ACME, true, NOW))
        .hasMessage("after the commit");
    assertThatThrownBy(() -> tables.tenants.delete(OTHER)).hasMessage("after the commit");

    assertThat(tables.tenants.find(ACME).orElseThrow().suspended()).isTrue();
    assertThat(tables.tenants.find(OTHER)).isEmpty();
    assertThat(tables.apiKeys.authenticate(key.secret())).isEmpty();
  }

  @Test
  void suspendsAtOnceThoughTheTenantIsRemembered() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    assertThat(tables.tenants.find(ACME).orElseThrow().suspended()).isFalse();

    assertThat(tables.tenants.setSuspended(ACME, true, LATER)).isPresent();

    assertThat(tables.tenants.find(ACME))
        .contains(new Tenant(ACME, "Acme", true, TenantQuotas.NONE, NOW, LATER));
    assertThat(tables.tenants.setSuspended(OTHER, true, LATER)).isEmpty();
  }

  @Test
  void findsATenantThatWasMissingBefore() {
    assertThat(tables.tenants.find(ACME)).isEmpty();

    tables.tenants.upsert(ACME, "Acme", NOW);

    assertThat(tables.tenants.find(ACME)).isPresent();
  }

  @Test
  void listsTenantsById() {
    tables.tenants.upsert(ACME, "b", NOW);
    tables.tenants.upsert(OTHER, "a", NOW);

    assertThat(tables.tenants.list()).extracting(Tenant::id).containsExactly(OTHER, ACME);
  }

  @Test
  void deletesATenantWithAllThatIsIts() {
    ExportConfiguration theirs = tables.create(ACME, "first");
    ExportConfiguration others = tables.create(OTHER, "second");
    for (ExportConfiguration configuration : List.of(theirs, others)) {
      tables.ledger.plan(Samples.job(configuration, Samples.stream(configuration)), NOW, LATER);
    }
    tables.integrationChanges.draft(Samples.draft(ACME), Optional.empty());
    String secret =
        tables.apiKeys.issue(Optional.of(ACME), "key", Set.of(Permission.AUDIT), NOW).secret();
    assertThat(tables.apiKeys.authenticate(secret)).isPresent();
    assertThat(tables.tenants.find(ACME)).isPresent();

    assertThat(tables.tenants.delete(ACME)).isTrue();

    assertThat(tables.tenants.find(ACME)).isEmpty();
    assertThat(tables.apiKeys.authenticate(secret)).isEmpty();
    assertThat(tables.configurations.list(ACME)).isEmpty();
    assertThat(tables.integrations.list(ACME)).isEmpty();
    assertThat(tables.count("integration_drafts")).isZero();
    assertThat(tables.configurations.list(OTHER)).containsExactly(others);
    for (String table :
        List.of("storage_integrations", "export_configurations", "streams", "export_jobs")) {
      assertThat(tables.count(table)).as(table).isEqualTo(1);
    }
    assertThat(tables.tenants.list())
        .as("its deletion is recorded")
        .extracting(Tenant::id)
        .containsExactly(OTHER, TenantId.OPERATORS);
    assertThat(tables.count("given_names")).isEqualTo(5);
    assertThat(tables.tenants.delete(ACME)).isFalse();
  }

  @Test
  void keepsQuotasUntilTheyAreReplaced() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    TenantQuotas quotas =
        new TenantQuotas(
            Optional.of(7),
            Optional.of(14),
            Optional.of(Long.MAX_VALUE),
            new IngestRate(Optional.of(1L), Optional.of(IngestRate.MOST)),
            new CountQuotas(Optional.of(0), Optional.of(3), Optional.of(CountQuotas.MOST)));

    assertThat(tables.tenants.setQuotas(ACME, quotas, LATER))
        .contains(new Tenant(ACME, "Acme", false, quotas, NOW, LATER));
    assertThat(tables.tenants.setQuotas(ACME, quotas, LATER.plusSeconds(1)))
        .as("no change")
        .hasValueSatisfying(tenant -> assertThat(tenant.updatedAt()).isEqualTo(LATER));
    assertThat(tables.tenants.find(ACME).orElseThrow().quotas()).isEqualTo(quotas);
    tables.tenants.setQuotas(ACME, TenantQuotas.NONE, LATER);
    assertThat(tables.tenants.find(ACME).orElseThrow().quotas()).isEqualTo(TenantQuotas.NONE);
    assertThat(tables.tenants.setQuotas(new TenantId("nobody"), quotas, NOW)).isEmpty();
  }

  @Test
  void keepsWhatATenantHasOfTheServiceUntilItIsReplaced() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    assertThat(tables.tenants.find(ACME).orElseThrow().entitlements()).isEqualTo(Entitlements.ALL);
    Entitlements off = new Entitlements(false);

    assertThat(tables.tenants.setEntitlements(ACME, off, LATER))
        .hasValueSatisfying(
            tenant -> {
              assertThat(tenant.entitlements()).isEqualTo(off);
              assertThat(tenant.updatedAt()).isEqualTo(LATER);
            });
    assertThat(tables.tenants.setEntitlements(ACME, off, LATER.plusSeconds(1)))
        .as("no change")
        .hasValueSatisfying(tenant -> assertThat(tenant.updatedAt()).isEqualTo(LATER));
    assertThat(tables.tenants.find(ACME).orElseThrow().entitlements()).isEqualTo(off);
    assertThat(tables.tenants.upsert(ACME, "Acme Corp", LATER).entitlements()).isEqualTo(off);
    assertThat(tables.tenants.setEntitlements(OTHER, off, NOW)).isEmpty();
  }

  @Test
  void keepsRecipientsInTheirOrderUntilTheyAreReplaced() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    assertThat(tables.tenants.find(ACME).orElseThrow().recipients()).isEmpty();
    List<MailAddress> recipients =
        List.of(new MailAddress("b@acme.example"), new MailAddress("a@acme.example"));

    tables.tenants.setRecipients(ACME, recipients, LATER);
    assertThat(tables.tenants.setRecipients(ACME, recipients, LATER.plusSeconds(1)))
        .as("no change")
        .hasValueSatisfying(tenant -> assertThat(tenant.updatedAt()).isEqualTo(LATER));
    assertThat(tables.tenants.find(ACME).orElseThrow().recipients()).isEqualTo(recipients);
    tables.tenants.setRecipients(ACME, List.of(), LATER);

    assertThat(tables.tenants.find(ACME).orElseThrow().recipients()).isEmpty();
    assertThat(tables.tenants.setRecipients(OTHER, recipients, NOW)).isEmpty();
  }

  @Test
  void listsTenantsInPages() {
    for (String id : List.of("c", "a", "b", "d")) {
      tables.tenants.upsert(new TenantId(id), id, NOW);
    }

    assertThat(tables.tenants.list("", 2)).extracting(Tenant::name).containsExactly("a", "b");
    assertThat(tables.tenants.list("b", 2)).extracting(Tenant::name).containsExactly("c", "d");
    assertThat(tables.tenants.list("bb", 9)).extracting(Tenant::name).containsExactly("c", "d");
    assertThat(tables.tenants.list("d", 2)).isEmpty();
  }

  @Test
  void countsWhatIsHeldOfATenant() {
    ExportConfiguration theirs = tables.create(ACME, "first");
    tables.create(ACME, "second");
    tables.create(OTHER, "third");
    tables.ledger.plan(Samples.job(theirs, Samples.stream(theirs)), NOW, LATER);
    tables.integrationChanges.draft(Samples.draft(ACME), Optional.empty());
    tables.apiKeys.issue(Optional.of(ACME), "a", Set.of(Permission.READ), NOW);
    Issued revoked = tables.apiKeys.issue(Optional.of(ACME), "b", Set.of(Permission.READ), NOW);
    tables.apiKeys.revoke(revoked.key().id(), NOW);
    tables.apiKeys.issue(
        Optional.of(ACME), new KeyTerms("c", Set.of(Permission.READ), Optional.of(LATER)), NOW);

    TenantHoldings held = tables.database.read(tx -> TenantHoldings.read(tx, ACME, LATER));

    assertThat(held)
        .isEqualTo(new TenantHoldings(2, 3, 1, 1, Optional.of(Samples.stream(theirs).cursor())));
    TenantHoldings nothing =
        tables.database.read(tx -> TenantHoldings.read(tx, new TenantId("nobody"), NOW));
    assertThat(nothing).isEqualTo(new TenantHoldings(0, 0, 0, 0, Optional.empty()));
  }
}
