package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redirection;
import dev.waybill.fault.Failure;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.Details;
import dev.waybill.server.expiry.ExpiryNotice;
import java.util.List;

/**
 * Records what is done with storage integrations as such; one that is made for an export is in the
 * export's event.
 */
final class IntegrationActs {
  private static final int CONFLICT = 409;

  private IntegrationActs() {}

  static void created(Transaction tx, StorageIntegration integration) {
    record(tx, ActName.CREATE_STORAGE_INTEGRATION, integration, whole(integration));
  }

  static void drafted(Transaction tx, IntegrationDraft draft) {
    record(tx, ActName.CREATE_STORAGE_INTEGRATION, draft);
  }

  /** A draft got its destination. */
  static void completed(Transaction tx, StorageIntegration integration) {
    record(
        tx,
        ActName.UPDATE_STORAGE_INTEGRATION,
        integration,
        whole(integration).changed("draft", true, false));
  }

  /**
   * Records a change.
   *
   * @param become what the exports that deliver there became
   */
  static void redirected(
      Transaction tx, Redirection change, LinkedExports become, List<ConfigurationId> exports) {
    Details details = about(change.before());
    describe(details, change);
    record(
        tx,
        ActName.UPDATE_STORAGE_INTEGRATION,
        change.before(),
        details.with("linkedExports", become).with("exportConfigurationIds", exports));
  }

  /** Adds what changes. The credentials themselves are nobody's to read. */
  static void describe(Details details, Redirection change) {
    String before = change.before().location().toString();
    String after = change.location().toString();
    details.changed("destination", before, after);
    if (change.relocates() && before.equals(after)) {
      details.changed("destinationOptions");
    }
    if (change.exchangesCredentials()) {
      ShownAuthentication.changed(
          details, change.known().authentication(), change.credentials().authentication());
      details.changed("credentials");
    }
  }

  /**
   * Records a deletion.
   *
   * @param become what the exports that delivered there became
   */
  static void deleted(
      Transaction tx,
      StorageIntegration integration,
      LinkedExportsAtDeletion become,
      List<ConfigurationId> exports) {
    record(
        tx,
        ActName.DELETE_STORAGE_INTEGRATION,
        integration,
        about(integration).with("linkedExports", become).with("exportConfigurationIds", exports));
  }

  static void draftDeleted(Transaction tx, IntegrationDraft draft) {
    record(tx, ActName.DELETE_STORAGE_INTEGRATION, draft);
  }

  /**
   * Records what a test or a delivery found out, if that is another state than before: another
   * wording of the same failure is none.
   */
  static void tested(Transaction tx, StorageIntegration integration, ConnectionTest after) {
    ConnectionTest before = integration.lastTest();
    Details details = about(integration).changed("code", code(before), code(after));
    if (details.hasChanges()) {
      record(
          tx,
          ActName.CHANGE_CONNECTION_STATUS,
          integration,
          details.with("stage", after.stage()).with("connectionStatus", after.status()));
    }
  }

  /** The tenant has proven that the place is its own. */
  static void confirmed(Transaction tx, StorageIntegration integration) {
    record(tx, ActName.CONFIRM_DESTINATION, integration, place(integration));
  }

  /** It has, but another tenant did so before. */
  static void confirmationRefused(Transaction tx, StorageIntegration integration) {
    tx.record(
        integration.tenant(),
        Act.refused(
            ActName.CONFIRM_DESTINATION,
            place(integration),
            CONFLICT,
            "This place, or one above or below it, is confirmed by another tenant."));
  }

  /** Its secret ends soon, or has ended. */
  static void expiring(Transaction tx, ExpiryNotice notice) {
    tx.record(
        notice.tenant(),
        Act.done(
            ActName.WARN_OF_SECRET_EXPIRY,
            Details.of(notice.integration())
                .with("name", notice.name())
                .with("expiresAt", notice.expiresAt())
                .with("daysLeft", notice.daysLeft())));
  }

  private static String code(ConnectionTest test) {
    return test.failure().map(Failure::code).orElse(ConnectionTest.SUCCESS);
  }

  private static Details about(StorageIntegration integration) {
    return Details.of(integration.id()).with("name", integration.name());
  }

  private static Details place(StorageIntegration integration) {
    return about(integration).with("destination", integration.location());
  }

  private static Details whole(StorageIntegration integration) {
    return ShownAuthentication.with(place(integration), integration.authentication())
        .with("connectionStatus", integration.lastTest().status());
  }

  private static void record(
      Transaction tx, ActName name, StorageIntegration integration, Details details) {
    tx.record(integration.tenant(), Act.done(name, details));
  }

  private static void record(Transaction tx, ActName name, IntegrationDraft draft) {
    tx.record(
        draft.tenant(),
        Act.done(name, Details.of(draft.id()).with("name", draft.name()).with("draft", true)));
  }
}
