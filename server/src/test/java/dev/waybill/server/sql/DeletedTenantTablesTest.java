package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Samples;
import dev.waybill.tenant.ApiKeys.Once;
import dev.waybill.tenant.KeyTerms;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of a deleted tenant is left in any table, also not in those that do not exist yet. */
class DeletedTenantTablesTest {
  private static final TenantId GONE = new TenantId("gone-7f3a91");

  /** Operators see there that it was deleted. */
  private static final String RECORD = "audit_outbox";

  /** They hold nothing of a tenant, but for names that are never given again. */
  private static final Set<String> OF_NO_TENANT =
      Set.of("flyway_schema_history", "given_names", "incarnations", "secret_keys", "signing_keys");

  private final Tables tables;

  DeletedTenantTablesTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void everyTableIsEmptiedWithItsTenant() {
    Set<String> tied = new HashSet<>(Set.of("tenants"));
    List<String> all = names();
    while (true) {
      List<String> more =
          all.stream()
              .filter(table -> !tied.contains(table))
              .filter(table -> parentsByCascade(table).stream().anyMatch(tied::contains))
              .toList();
      if (more.isEmpty()) {
        break;
      }
      tied.addAll(more);
    }

    assertThat(all)
        .as("neither removed with its tenant nor known to hold nothing of one")
        .allMatch(table -> tied.contains(table) || OF_NO_TENANT.contains(table));
    assertThat(tied).contains("api_keys", "export_jobs", "sealed_manifests", "idempotency_keys");
  }

  @Test
  void theIdOfADeletedTenantIsNowhere() {
    ExportConfiguration configuration = tables.create(GONE, "bucket");
    tables.ledger.plan(
        Samples.job(configuration, Samples.stream(configuration)), Samples.NOW, Samples.NOW);
    tables.integrationChanges.draft(Samples.draft(GONE), Optional.empty());
    tables.tenants.setRecipients(
        GONE, List.of(new MailAddress("ops@gone-7f3a91.example")), Samples.NOW);
    KeyTerms terms = new KeyTerms("gone-7f3a91", Set.of(Permission.READ), Optional.empty());
    tables.apiKeys.issueOnce(GONE, terms, new Once("once", "digest"), Samples.NOW);
    Set<String> holding = tablesWith(GONE.value());

    assertThat(tables.tenants.delete(GONE)).isTrue();

    assertThat(holding)
        .contains("tenants", "api_keys", "idempotency_keys", "export_configurations");
    assertThat(tablesWith(GONE.value())).as("the record of its end").containsExactly(RECORD);
    assertThat(tables.count(RECORD)).isEqualTo(1);
    assertThat(tables.count(RECORD + " WHERE tenant_id = '" + GONE + "'")).isZero();
    assertThat(tablesWith(configuration.id().toString()))
        .as("names that are never given again")
        .isSubsetOf("given_names");
    assertThat(tables.count("export_jobs")).isZero();
  }

  private Set<String> tablesWith(String text) {
    Set<String> found = new HashSet<>();
    for (String table : names()) {
      for (String column : column("SELECT name FROM pragma_table_info('" + table + "')")) {
        String held = "%s WHERE CAST(\"%s\" AS TEXT) LIKE '%%%s%%'".formatted(table, column, text);
        if (tables.count(held) > 0) {
          found.add(table);
        }
      }
    }
    return found;
  }

  private List<String> names() {
    return column(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  }

  private List<String> parentsByCascade(String table) {
    return column(
        "SELECT \"table\" AS name FROM pragma_foreign_key_list('%s') WHERE on_delete = 'CASCADE'"
            .formatted(table));
  }

  private List<String> column(String sql) {
    return tables.database.read(tx -> tx.all(row -> row.text("name"), sql));
  }
}
