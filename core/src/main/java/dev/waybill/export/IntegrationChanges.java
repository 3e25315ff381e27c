package dev.waybill.export;

import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes of storage integrations as such, and what they mean for the exports that use them. Each
 * method is one transaction, durable when it returns, and sees the given tenant's rows only.
 */
public interface IntegrationChanges {

  /** What became of a change. */
  sealed interface Change {
    record Drafted(IntegrationDraft draft) implements Change {}

    /**
     * The integration as it is stored, or was before it was deleted.
     *
     * @param exports that use it, or used it
     */
    record Done(StorageIntegration integration, List<ConfigurationId> exports) implements Change {
      public Done {
        exports = List.copyOf(exports);
      }
    }

    record NotFound() implements Change {}

    /** Nothing was created: draw a new external id and try again. */
    record NameTaken() implements Change {}

    /** Refused; says why and what to do instead. */
    record Conflict(String message) implements Change {}
  }

  /**
   * Keeps a draft.
   *
   * @param key the same key with the same request again creates nothing and returns what the first
   *     created as it is now, also if a crash ended the first call before it returned
   * @return {@link Change.Drafted}, or for a repeated request {@link Change.Done} if the draft was
   *     completed since; {@link Change.Conflict} if the tenant is at its limit of integrations, or
   *     the key was used for another request or for what was deleted since; {@link
   *     Change.NameTaken} if the external id was given before; {@link Change.NotFound} if there is
   *     no such tenant
   */
  Change draft(IntegrationDraft draft, Optional<IdempotencyKey> key);

  /**
   * Creates an integration without an export, which is not deleted with its last export either.
   * Otherwise as above.
   */
  Change create(
      StorageIntegration integration, Credentials credentials, Optional<IdempotencyKey> key);

  /**
   * Puts the integration in the place of the draft of the same id, whose external id it has.
   * Otherwise as one that was created.
   *
   * @return {@link Change.Conflict} if the draft was completed or deleted in the meantime
   */
  Change complete(StorageIntegration integration, Credentials credentials);

  /**
   * Changes location and credentials, if the integration is still as it was read; the connection
   * then counts as not tested. When it leads to another place, the running attempts of its exports
   * lose their fences. A change raises the exports' revisions.
   *
   * @return {@link Change.Conflict} if it was changed in the meantime
   */
  Change redirect(Redirection change, LinkedExports linked, Instant now);

  /**
   * Deletes a draft, or an integration with its secret, which stays only as long as the streams of
   * exports that were deleted before end there. The external id is not given again.
   *
   * @param linked {@link LinkedExportsAtDeletion#PAUSE}: the exports that use it are disabled, a
   *     change that raises their revisions, and detached: they still name it, and their running
   *     attempts lose their fences; {@link LinkedExportsAtDeletion#DELETE}: each is deleted first,
   *     as {@link ExportConfigurations#delete} does
   */
  Change delete(TenantId tenant, IntegrationId id, LinkedExportsAtDeletion linked, Instant now);

  /**
   * Deletes a draft, and nothing but a draft.
   *
   * @return {@link Change.Drafted}, as it was; {@link Change.Conflict} if it was completed in the
   *     meantime; {@link Change.NotFound} if it was deleted, or there never was one
   */
  Change deleteDraft(TenantId tenant, IntegrationId id);
}
