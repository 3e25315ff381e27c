package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Samples;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.IngestRate;
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
}
