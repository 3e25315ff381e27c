package dev.waybill.stores.azure;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.PutOutcome;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why there is no token of a customer's directory.
 *
 * @see <a
 *     href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">Microsoft
 *     Entra authentication and authorization error codes</a>
 */
final class EntraFailures {
  /** The settings by which the operator says which application it is, and how it is proven. */
  static final String APPLICATION_SETTING = "azure.application-id";

  private static final Logger log = LoggerFactory.getLogger(EntraFailures.class);
  private static final Pattern CODE = Pattern.compile("AADSTS(\\d{4,7})");

  private final AzureApplication application;
  private final AzureBreakdowns breakdowns;

  EntraFailures(AzureApplication application, AzureBreakdowns breakdowns) {
    this.application = application;
    this.breakdowns = breakdowns;
  }

  /** No application is configured. */
  static Failure noApplication() {
    return new Failure(
        Fault.CALLER,
        Stage.ASSUME_ROLE,
        "NO_APPLICATION",
        "This service has no application of Microsoft Entra ID to be let in by.",
        "Give a sasToken, or ask the operator to set " + APPLICATION_SETTING + ".");
  }

  Failure failure(EntraDirectory directory, RuntimeException exception) {
    Optional<String> code = code(exception);
    if (code.isPresent()) {
      return refused(directory, code.get());
    }
    if (causes(exception).anyMatch(EntraSignIn.NoProofException.class::isInstance)
        || causes(exception).noneMatch(IOException.class::isInstance)) {
      log.warn("no proof of the application: {}", AzureAnswer.inOneLine(root(exception)));
      return ours(
          "APPLICATION_PROOF_MISSING",
          "This service cannot prove to Microsoft Entra ID that it is its application.",
          "Ask the operator of this service to check its secret, certificate, token file or managed"
              + " identity: the log says more.");
    }
    return switch (breakdowns.outcome(exception)) {
      case PutOutcome.Refused(Failure failure) -> failure;
      case PutOutcome.Unknown(Failure failure) -> failure;
      case PutOutcome.Stored(), PutOutcome.AlreadyThere(), PutOutcome.OtherBytes _ ->
          throw new IllegalStateException("no answer is no success", exception);
    };
  }

  private Failure refused(EntraDirectory directory, String code) {
    String said = " (AADSTS" + code + ").";
    return switch (code) {
      case "65001", "65004", "7000229", "700016" ->
          customer(
              "NO_CONSENT",
              "The directory " + directory + " does not know the application " + name() + said,
              "An administrator of that directory must open the consent URL of the setup"
                  + " instructions and accept; it may take some minutes to count. Check that"
                  + " entraTenantId names the directory in which he did.");
      case "7000112", "7000218", "50105", "501051", "700027001" ->
          customer(
              "APPLICATION_DISABLED",
              "The directory "
                  + directory
                  + " does not let the application "
                  + name()
                  + " in"
                  + said,
              "An administrator of that directory must enable sign-in for the enterprise application "
                  + name()
                  + ".");
      case "53003", "530035", "53000", "53011" ->
          customer(
              "BLOCKED_BY_POLICY",
              "A Conditional Access policy of the directory "
                  + directory
                  + " blocks the application "
                  + name()
                  + said,
              "Except the application from that policy, or allow this service's addresses, which"
                  + " the setup instructions list (egressAddresses).");
      case "90002", "900021", "900023", "90072", "9002313" ->
          customer(
              "NO_SUCH_DIRECTORY",
              "There is no directory " + directory + " of Microsoft Entra ID in this cloud" + said,
              "Correct the entraTenantId: the Azure portal shows it at Microsoft Entra ID, Overview,"
                  + " Tenant ID.");
      case "7000215",
          "7000222",
          "700027",
          "700024",
          "700211",
          "700212",
          "700213",
          "70021",
          "50013",
          "700030" ->
          ours(
              "APPLICATION_PROOF_REFUSED",
              "Microsoft Entra ID does not take this service's proof that it is the application "
                  + name()
                  + said,
              "Ask the operator of this service to renew the application's secret or certificate, or"
                  + " its federated credential.");
      case "90033", "50196", "90012", "90006", "90024", "90055", "50128999" ->
          new Failure(
              Fault.CAPACITY,
              Stage.ASSUME_ROLE,
              "ENTRA_BUSY",
              "Microsoft Entra ID asks to come later" + said,
              "");
      default ->
          customer(
              "SIGN_IN_REFUSED",
              "Microsoft Entra ID does not give the application "
                  + name()
                  + " a token of the directory "
                  + directory
                  + said,
              "Look the code up at https://login.microsoftonline.com/error?code="
                  + code
                  + ", or in the directory's sign-in logs of service principals.");
    };
  }

  private String name() {
    return application.name();
  }

  /** The first of the codes that the answer holds. */
  private static Optional<String> code(Throwable exception) {
    return causes(exception)
        .map(cause -> CODE.matcher(String.valueOf(cause.getMessage())))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  private static String root(Throwable exception) {
    return causes(exception).reduce((_, deeper) -> deeper).orElse(exception).toString();
  }

  private static Failure customer(String code, String message, String advice) {
    return new Failure(Fault.CUSTOMER, Stage.ASSUME_ROLE, code, message, advice);
  }

  private static Failure ours(String code, String message, String advice) {
    return new Failure(Fault.OURS, Stage.ASSUME_ROLE, code, message, advice);
  }

  private static Stream<Throwable> causes(Throwable exception) {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause);
  }
}
