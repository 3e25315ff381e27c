package dev.waybill.server.sql;

import dev.waybill.export.Samples;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

/** The tables of a service with two tenants. */
abstract class TwoTenantsFixture {
  static final TenantId ACME = Samples.TENANT;
  static final TenantId OTHER = new TenantId("other");
  static final Instant NOW = Samples.NOW;

  Tables tables;
  private final Path folder;

  TwoTenantsFixture(Path folder) {
    this.folder = folder;
    tables = new Tables(folder);
    tables.tenants.upsert(ACME, "Acme", NOW);
    tables.tenants.upsert(OTHER, "Other", NOW);
  }

  /** As the next process finds them. */
  final void reopen() {
    tables.close();
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }
}
