package dev.waybill.server.audit;

/**
 * What is recorded, by its {@code eventName}. The catalogue in docs/spec/event-v1.md has each of
 * them, with an example.
 */
public enum ActName {
  CREATE_TENANT("CreateTenant", ActCategory.TENANT),
  UPDATE_TENANT("UpdateTenant", ActCategory.TENANT),
  SUSPEND_TENANT("SuspendTenant", ActCategory.TENANT),
  RESUME_TENANT("ResumeTenant", ActCategory.TENANT),
  DELETE_TENANT("DeleteTenant", ActCategory.TENANT),

  CREATE_API_KEY("CreateApiKey", ActCategory.APIKEY),
  ROTATE_API_KEY("RotateApiKey", ActCategory.APIKEY),
  REVOKE_API_KEY("RevokeApiKey", ActCategory.APIKEY),
  FAILED_LOGIN("FailedLogin", ActCategory.APIKEY),
  KEY_USED_FROM_NEW_ADDRESS("KeyUsedFromNewAddress", ActCategory.APIKEY),

  CREATE_EXPORT_CONFIGURATION("CreateExportConfiguration", ActCategory.EXPORT),
  UPDATE_EXPORT_CONFIGURATION("UpdateExportConfiguration", ActCategory.EXPORT),
  ENABLE_EXPORT_CONFIGURATION("EnableExportConfiguration", ActCategory.EXPORT),
  DISABLE_EXPORT_CONFIGURATION("DisableExportConfiguration", ActCategory.EXPORT),
  DELETE_EXPORT_CONFIGURATION("DeleteExportConfiguration", ActCategory.EXPORT),
  START_BACKFILL("StartBackfill", ActCategory.EXPORT),
  CANCEL_BACKFILL("CancelBackfill", ActCategory.EXPORT),
  START_REDELIVERY("StartRedelivery", ActCategory.EXPORT),
  CANCEL_REDELIVERY("CancelRedelivery", ActCategory.EXPORT),

  CREATE_STORAGE_INTEGRATION("CreateStorageIntegration", ActCategory.INTEGRATION),
  UPDATE_STORAGE_INTEGRATION("UpdateStorageIntegration", ActCategory.INTEGRATION),
  DELETE_STORAGE_INTEGRATION("DeleteStorageIntegration", ActCategory.INTEGRATION),
  CHANGE_CONNECTION_STATUS("ChangeConnectionStatus", ActCategory.INTEGRATION),
  CONFIRM_DESTINATION("ConfirmDestination", ActCategory.INTEGRATION),
  WARN_OF_SECRET_EXPIRY("WarnOfSecretExpiry", ActCategory.INTEGRATION),

  CREATE_WEBHOOK_ENDPOINT("CreateWebhookEndpoint", ActCategory.TENANT),
  UPDATE_WEBHOOK_ENDPOINT("UpdateWebhookEndpoint", ActCategory.TENANT),
  DELETE_WEBHOOK_ENDPOINT("DeleteWebhookEndpoint", ActCategory.TENANT),
  ROTATE_WEBHOOK_SECRET("RotateWebhookSecret", ActCategory.TENANT),

  LOGIN("Login", ActCategory.USERGROUP),
  CREATE_PORTAL_SESSION("CreatePortalSession", ActCategory.USERGROUP),
  LOGOUT("Logout", ActCategory.USERGROUP),
  END_SESSIONS("EndSessions", ActCategory.USERGROUP),

  READ_EVENTS("ReadEvents", ActCategory.APPLICATION),

  ROTATE_SIGNING_KEY("RotateSigningKey", ActCategory.ADMINISTRATOR),
  ROTATE_SECRET_KEY("RotateSecretKey", ActCategory.ADMINISTRATOR),
  START_BACKUP("StartBackup", ActCategory.ADMINISTRATOR),
  CONFIRM_CLOCK("ConfirmClock", ActCategory.ADMINISTRATOR);

  private final String eventName;
  private final ActCategory category;

  ActName(String eventName, ActCategory category) {
    this.eventName = eventName;
    this.category = category;
  }

  public String eventName() {
    return eventName;
  }

  public ActCategory category() {
    return category;
  }
}
