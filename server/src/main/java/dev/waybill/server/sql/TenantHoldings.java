package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * What the control plane holds of a tenant.
 *
 * @param integrations with the drafts
 * @param keys that work
 * @param unfinishedJobs of all its streams
 * @param furthestBehind the cursor of the export that has delivered least; empty without exports
 */
public record TenantHoldings(
    long configurations,
    long integrations,
    long keys,
    long unfinishedJobs,
    Optional<Position> furthestBehind) {

  public TenantHoldings {
    requireNonNull(furthestBehind, "furthestBehind is null");
  }

  static TenantHoldings read(Transaction tx, TenantId tenant, Instant now) {
    String id = tenant.value();
    return tx.one(
            TenantHoldings::of,
            """
            SELECT
              (SELECT COUNT(*) FROM export_configurations
                WHERE tenant_id = ? AND deleted_at IS NULL) AS configurations,
              (SELECT COUNT(*) FROM storage_integrations
                WHERE tenant_id = ? AND deleted_at IS NULL)
                + (SELECT COUNT(*) FROM integration_drafts WHERE tenant_id = ?) AS integrations,
              (SELECT COUNT(*) FROM api_keys WHERE tenant_id = ? AND revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > ?)) AS api_keys,
              (SELECT COUNT(*) FROM export_jobs j
                JOIN export_configurations c ON c.id = j.configuration_id
                WHERE c.tenant_id = ? AND j.status IN ('PLANNED', 'RUNNING', 'BLOCKED'))
                AS unfinished_jobs,
              (SELECT MIN(s.cursor_position) FROM streams s
                JOIN export_configurations c ON c.id = s.configuration_id
                WHERE c.tenant_id = ? AND s.kind = 'REGULAR'
                  AND (c.deleted_at IS NULL OR c.ending = 1)) AS furthest_behind
            """,
            id,
            id,
            id,
            id,
            now,
            id,
            id)
        .orElseThrow();
  }

  private static TenantHoldings of(Row row) {
    return new TenantHoldings(
        row.number("configurations"),
        row.number("integrations"),
        row.number("api_keys"),
        row.number("unfinished_jobs"),
        row.optionalNumber("furthest_behind").map(Position::new));
  }
}
