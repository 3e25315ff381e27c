package dev.waybill.server.sql;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations.Confirmed;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;

/**
 * What the rows of storage integrations keep of places that tenants have proven to be their own.
 * Texts of places tell which lies above which: a folder's ends where its path's next part begins.
 */
final class PlaceRows {
  private PlaceRows() {}

  static Confirmed confirm(Transaction tx, StorageIntegration integration, Instant now) {
    String place = integration.location().toString();
    if (isTaken(tx, integration.tenant(), place)) {
      IntegrationActs.confirmationRefused(tx, integration);
      return Confirmed.TAKEN;
    }
    boolean news =
        tx.changed(
            """
            UPDATE storage_integrations
            SET confirmed_place = ?, revision = revision + 1, updated_at = ?
            WHERE id = ? AND (confirmed_place IS NULL OR confirmed_place <> ?)
            """,
            place,
            now,
            integration.id().value(),
            place);
    if (news) {
      TestRows.forget(tx, integration.id(), now);
      IntegrationActs.confirmed(tx, integration);
    }
    return Confirmed.DONE;
  }

  /** A deleted integration has its credentials, and so its place, while streams end there. */
  private static boolean isTaken(Transaction tx, TenantId tenant, String place) {
    return tx.exists(
        """
        SELECT 1 FROM storage_integrations
        WHERE confirmed_place IS NOT NULL AND credentials IS NOT NULL AND tenant_id <> ?
          AND (confirmed_place = ?
            OR substr(confirmed_place, 1, length(?) + 1) = ? || '/'
            OR substr(?, 1, length(confirmed_place) + 1) = confirmed_place || '/')
        LIMIT 1
        """,
        tenant.value(),
        place,
        place,
        place,
        place);
  }

  /** Where tenants share no identity there is nothing to confirm. */
  static boolean isConfirmed(Row row, Location location, Authentication authentication) {
    return switch (authentication) {
      case Authentication.EntraApplication _, Authentication.GoogleGrant() ->
          row.optionalText("confirmed_place").filter(location.toString()::equals).isPresent();
      case Authentication.None(),
          Authentication.AccessKey(),
          Authentication.AssumedRole _,
          Authentication.SharedAccessSignature _,
          Authentication.ServiceAccountKey _ ->
          true;
    };
  }
}
