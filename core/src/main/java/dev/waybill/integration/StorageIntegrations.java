package dev.waybill.integration;

import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The storage integrations of the control plane. Each method is one transaction, durable when it
 * returns. Secrets are stored encrypted, bound to tenant and integration.
 */
public interface StorageIntegrations {
  Optional<StorageIntegration> find(TenantId tenant, IntegrationId id);

  /**
   * The one to which somebody says to come back from a consent, whoever's it is: nothing of it may
   * be shown, nor that it exists, before its {@linkplain
   * dev.waybill.storage.PlaceProof#consentState state} was found to be right.
   */
  Optional<StorageIntegration> returningFromConsent(IntegrationId id);

  /** Oldest first. */
  List<StorageIntegration> list(TenantId tenant);

  /**
   * One that was deleted while exports were kept that still name it, as it was but for its last
   * test, see {@link DeletedIntegration}. Empty once they are attached elsewhere or deleted.
   */
  Optional<StorageIntegration> deletedInUse(TenantId tenant, IntegrationId id);

  /** All of these; oldest first. */
  List<StorageIntegration> deletedInUse(TenantId tenant);

  Optional<IntegrationDraft> draft(TenantId tenant, IntegrationId id);

  /** Oldest first. */
  List<IntegrationDraft> drafts(TenantId tenant);

  /** The credentials as they are now; for tests of the connection and for nothing else. */
  Optional<Credentials> credentials(TenantId tenant, IntegrationId id);

  /**
   * The access keys that these integrations of a tenant hold; those without any, and those that do
   * not exist, are absent.
   */
  Map<IntegrationId, HeldKeys> accessKeys(TenantId tenant, Set<IntegrationId> asked);

  /**
   * Stores what a test, or a delivery, learned about the connection, if the integration is still at
   * {@code revision}; what was learned about an earlier one is dropped.
   */
  boolean recordTest(TenantId tenant, IntegrationId id, long revision, ConnectionTest test);

  /**
   * The same of a test that may have found out about the store. That is no change of the location,
   * and the revision stays.
   *
   * @param learned the location at that revision, with what is known now; empty if that is no news
   */
  boolean recordTest(
      TenantId tenant,
      IntegrationId id,
      long revision,
      ConnectionTest test,
      Optional<Location> learned);

  /**
   * Stores, as {@link #recordTest} does, a test that passed with the current access key alone, and
   * forgets the one before in the same transaction.
   */
  boolean recordProof(
      TenantId tenant,
      IntegrationId id,
      long revision,
      ConnectionTest test,
      Optional<Location> learned);

  /** What became of a tenant's proof that a place is its own. */
  enum Confirmed {
    /** Events may go there. */
    DONE,
    /** Another tenant has proven before that this place, or one above or below it, is its own. */
    TAKEN,
    /** The integration was changed or deleted in the meantime: nothing is proven. */
    CHANGED
  }

  /**
   * Notes that the tenant has proven that the place of this revision is its own. It stays so until
   * the integration leads to another place, or is deleted and nothing ends there any more; as long
   * no other tenant can have that place, nor one above or below it.
   */
  Confirmed confirm(TenantId tenant, IntegrationId id, long revision, Instant now);

  /** Lets the blocked jobs of an integration try again now. */
  void wake(TenantId tenant, IntegrationId id, Instant now);
}
