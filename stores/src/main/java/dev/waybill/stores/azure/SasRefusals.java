package dev.waybill.stores.azure;

import dev.waybill.fault.Failure;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.SasToken;
import dev.waybill.stores.azure.AzureContainer.Action;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a shared access signature was refused. The store's words are the same for most reasons; the
 * signature's own fields tell more.
 */
final class SasRefusals implements PutAnswers.Asker {
  private static final String GIVE_NEW =
      " Make a SAS token for this container, over HTTPS, with the permissions create and write (sp=cw),"
          + " and give it anew.";

  private final AzureLocation location;
  private final SasToken token;
  private final TimeSource time;

  SasRefusals(AzureLocation location, SasToken token, TimeSource time) {
    this.location = location;
    this.token = token;
    this.time = time;
  }

  @Override
  public Failure denied(AzureAnswer answer, Action action) {
    return switch (answer.code()) {
      case "AuthorizationPermissionMismatch" -> permissionMissing(action);
      case "AuthorizationSourceIPMismatch" -> addressRefused();
      case "KeyBasedAuthenticationNotPermitted" -> notAllowed();
      case "AuthorizationServiceMismatch", "AuthorizationResourceTypeMismatch" ->
          ofAnotherPlace(answer);
      case "AuthorizationFailure" ->
          answer.said().contains("authenticate") ? notAuthentic(answer) : networkRefused(location);
      default -> notAuthentic(answer);
    };
  }

  private Failure notAuthentic(AzureAnswer answer) {
    Instant now = time.now();
    Optional<Instant> ended = token.expiresAt().filter(end -> !now.isBefore(end));
    if (ended.isPresent()) {
      return expired("The SAS token has expired at " + ended.get() + ".");
    }
    Optional<Instant> start = token.startsAt().filter(now::isBefore);
    if (start.isPresent()) {
      return PutAnswers.customer(
          "SAS_NOT_YET_VALID",
          "The SAS token is not valid before " + start.get() + ".",
          "Wait until then, or give a SAS token that is valid now; without a start (st) differences"
              + " of clocks do no harm.");
    }
    return answer.detail().contains("not valid in the specified time frame")
        ? expired("The SAS token, or the key it was signed with, is not valid at this time.")
        : ofAnotherPlace(answer);
  }

  private static Failure expired(String message) {
    return PutAnswers.customer(
        "SAS_EXPIRED",
        message,
        "Give a new SAS token."
            + GIVE_NEW
            + " A stored access policy of the container lets you"
            + " prolong it later without a new one.");
  }

  private Failure ofAnotherPlace(AzureAnswer answer) {
    if (token.isOfOneObject()) {
      return PutAnswers.customer(
          "SAS_FOR_ONE_OBJECT",
          "The SAS token is for a single blob (sr=b), not for the container '"
              + location.container()
              + "'.",
          "A SAS token for a blob lets no other be created." + GIVE_NEW);
    }
    return PutAnswers.customer(
        "SAS_REFUSED",
        "The SAS token is not for the container '"
            + location.container()
            + "' of the storage account '"
            + location.account()
            + "', or the key that signed it was changed since"
            + (answer.code().isEmpty() ? "." : " (" + answer.code() + ")."),
        "Check the names of account and container."
            + (token.namesPolicy()
                ? " Check that the stored access policy which it names is still there, and not"
                    + " expired."
                : "")
            + GIVE_NEW);
  }

  private Failure permissionMissing(Action action) {
    boolean creates = token.mayAllow('c') || token.mayAllow('w');
    String allowed = token.permissions().map(letters -> " (sp=" + letters + ")").orElse("");
    return action == Action.STAGE && creates && token.permissions().isPresent()
        ? PutAnswers.customer(
            "SAS_WITHOUT_WRITE",
            "The SAS token"
                + allowed
                + " does not allow to write (w), which objects need that are too large for one"
                + " request.",
            "Add the permission write: nothing is overwritten by it, because each put says"
                + " If-None-Match: *."
                + GIVE_NEW)
        : PutAnswers.customer(
            "SAS_PERMISSION_MISSING",
            "The SAS token"
                + allowed
                + " does not allow to create (c) and write (w) blobs in the container '"
                + location.container()
                + "'.",
            "A SAS token that reads or lists is not enough." + GIVE_NEW);
  }

  private Failure addressRefused() {
    return PutAnswers.customer(
        "SAS_ADDRESS_REFUSED",
        "The SAS token is only for requests from the addresses that it names (sip).",
        "Leave the addresses out, or name all of this service's, which the setup"
            + " instructions list (egressAddresses)."
            + GIVE_NEW);
  }

  private Failure notAllowed() {
    return PutAnswers.customer(
        "SAS_NOT_ALLOWED",
        "The storage account '"
            + location.account()
            + "' allows no access by its keys, and so by no SAS token that is signed with one.",
        "Allow storage account key access, give a user delegation SAS, or use the service's"
            + " application of Microsoft Entra ID.");
  }

  /** The account's firewall, which looks at every request alike. */
  static Failure networkRefused(AzureLocation location) {
    return PutAnswers.customer(
        "NETWORK_REFUSED",
        "The storage account '"
            + location.account()
            + "' does not let in requests from this service's network.",
        "Add the addresses of this service, which the setup instructions list (egressAddresses), to"
            + " the account's networking rules; of services in the same region of Azure addresses do not"
            + " count, so allow their virtual network.");
  }
}
