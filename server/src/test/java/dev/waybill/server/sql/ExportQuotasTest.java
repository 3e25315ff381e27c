package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.Samples;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportQuotasTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Instant NOW = Samples.NOW;

  private final Tables tables;

  ExportQuotasTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void aTenantsOwnQuotasTakeTheLimitsPlace() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    for (int i = 0; i < Tables.LIMIT; i++) {
      assertThat(create()).isInstanceOf(Change.Done.class);
    }
    assertThat(conflict()).contains("5 export configurations", "limit");

    allow(Tables.LIMIT + 2, Tables.LIMIT + 1);
    assertThat(create()).isInstanceOf(Change.Done.class);
    assertThat(conflict()).contains("6 storage integrations", "limit");

    allow(0, Tables.LIMIT + 2);
    assertThat(conflict()).contains("6 export configurations", "limit");
    assertThat(tables.count("export_configurations")).isEqualTo(6);
  }

  private void allow(int configurations, int integrations) {
    tables.tenants.setQuotas(
        ACME,
        new TenantQuotas(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            IngestRate.NONE,
            new CountQuotas(
                Optional.of(configurations), Optional.of(integrations), Optional.empty())),
        NOW);
  }

  private Change create() {
    StorageIntegration integration = Samples.integration(ACME, Samples.location("any"));
    ExportConfiguration configuration = Samples.configuration(integration);
    return tables.configurations.create(
        integration,
        Samples.CREDENTIALS,
        configuration,
        Samples.stream(configuration),
        NOW,
        Optional.empty());
  }

  private String conflict() {
    return create() instanceof Change.Conflict refused ? refused.message() : "created";
  }
}
