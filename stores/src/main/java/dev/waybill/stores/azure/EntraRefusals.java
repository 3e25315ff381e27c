package dev.waybill.stores.azure;

import dev.waybill.fault.Failure;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.stores.azure.AzureContainer.Action;

/** Why the service's application was refused by a store. */
final class EntraRefusals implements PutAnswers.Asker {
  private final AzureLocation location;
  private final EntraDirectory directory;
  private final AzureApplication application;

  EntraRefusals(AzureLocation location, EntraDirectory directory, AzureApplication application) {
    this.location = location;
    this.directory = directory;
    this.application = application;
  }

  @Override
  public Failure denied(AzureAnswer answer, Action action) {
    return switch (answer.code()) {
      case "AuthorizationPermissionMismatch", "InsufficientAccountPermissions" -> roleMissing();
      case "AuthorizationFailure" ->
          answer.said().contains("authenticate")
              ? tokenRefused(answer)
              : SasRefusals.networkRefused(location);
      default -> tokenRefused(answer);
    };
  }

  private Failure roleMissing() {
    return PutAnswers.customer(
        "ROLE_NOT_ASSIGNED",
        "The application "
            + application.name()
            + " may not put blobs into the container '"
            + location.container()
            + "'.",
        "Assign the role Storage Blob Data Contributor, or the custom role of the setup"
            + " instructions, to the enterprise application "
            + application.name()
            + " ("
            + application.clientId()
            + ") on the container '"
            + location.container()
            + "'. An assignment may take up to 45 minutes to count.");
  }

  private Failure tokenRefused(AzureAnswer answer) {
    return PutAnswers.customer(
        "TOKEN_REFUSED",
        "The storage account '"
            + location.account()
            + "' does not take a token of the directory "
            + directory
            + (answer.code().isEmpty() ? "." : " (" + answer.code() + ")."),
        "Check that the account's subscription belongs to that directory: the Azure portal shows it"
            + " at the subscription, as Directory or parent management group. Correct the"
            + " entraTenantId.");
  }
}
