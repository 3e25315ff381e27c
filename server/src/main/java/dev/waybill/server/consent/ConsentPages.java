package dev.waybill.server.consent;

import dev.waybill.server.answer.BrowserPage;
import dev.waybill.server.consent.ConsentReturns.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What administrators read when they come back from Microsoft. Nothing on it was sent with the
 * request, nor is a tenant's: anybody can ask for these pages.
 */
final class ConsentPages {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;

  private ConsentPages() {}

  /**
   * The page of an outcome.
   *
   * @param application the name of the service's
   */
  static BrowserPage of(Outcome outcome, String application) {
    return switch (outcome) {
      case UNKNOWN -> unknown();
      case ENDED ->
          page(
              GONE,
              "This link has ended",
              "A link is good for seven days after it was shown. What you allowed, or did not allow,"
                  + " at Microsoft is as you left it.",
              "The connection is tested whenever the export's status is read. If a consent is still"
                  + " missing then, have whoever set up the export give you a new link from its setup"
                  + " instructions.");
      case ELSEWHERE ->
          page(
              BAD_REQUEST,
              "The consent was given in another directory",
              "This export names another directory of Microsoft Entra ID than the one in which the"
                  + " consent was given, so it changes nothing here.",
              "Open the link again and choose an account of the directory that the export names, or"
                  + " have whoever set up the export correct its entraTenantId.");
      case WORKS ->
          page(
              OK,
              "The connection works",
              "The consent to " + application + " is there, and a test wrote to your container.",
              "Nothing is left to do. You can close this page.");
      case TO_CONFIRM ->
          page(
              OK,
              "Consent given; confirm the destination next",
              "The consent to " + application + " is there, and a test wrote to your container.",
              "Next, whoever set up the export proves that the container is yours: test the"
                  + " connection, read the object whose name begins with .waybill.confirm. in it,"
                  + " and give its text on the integration's page of the portal, or to"
                  + " confirmDestination. No event is delivered before.");
      case TO_ASSIGN ->
          page(
              OK,
              "Consent given; assign the role next",
              "The consent to "
                  + application
                  + " is there, but it cannot write to your container yet.",
              "Next, somebody who may assign roles in Azure opens the container, Access Control"
                  + " (IAM), and assigns the role that the export's setup instructions name to the"
                  + " application "
                  + application
                  + ".",
              "It may take up to 45 minutes until Azure has taken over consent and role. The"
                  + " connection is tested again whenever the export's status is read; you can"
                  + " close this page.");
    };
  }

  /** The same whether there is no such integration, or the state is not its own. */
  static BrowserPage unknown() {
    return page(
        NOT_FOUND,
        "This link leads nowhere",
        "It does not belong to an export that waits for a consent: it is damaged, was made for an"
            + " export that has been changed or deleted since, or was not made here.",
        "Have whoever set up the export give you the link from its setup instructions again.");
  }

  static BrowserPage tooMany(Duration wait) {
    return page(
        TOO_MANY_REQUESTS,
        "Too many links that lead nowhere",
        "Too many came from your address. Wait for "
            + wholeSeconds(wait)
            + " seconds, and try again.");
  }

  /** Never less than the time. */
  static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
  }

  static BrowserPage noApplication() {
    return page(
        NOT_FOUND,
        "There is nothing to consent to",
        "This service has no application in Microsoft Entra ID: whoever runs it has to give the"
            + " settings azure.*.");
  }

  /**
   * Microsoft came to no consent.
   *
   * @param error its word for why; its sentences could be anybody's
   */
  static BrowserPage refused(String error) {
    return switch (error) {
      case "access_denied", "permission_denied", "consent_required" ->
          page(
              BAD_REQUEST,
              "No consent was given",
              "You, or Microsoft, said no: the request was declined, or your account may not"
                  + " consent on behalf of your organisation.",
              "Have somebody open the link who may: an account with the role Cloud Application"
                  + " Administrator, Application Administrator or Privileged Role Administrator.");
      case "server_error", "temporarily_unavailable" ->
          page(
              BAD_REQUEST,
              "Microsoft could not record the consent",
              "It said that it has a problem of its own. Open the link again in a few minutes.");
      default ->
          page(
              BAD_REQUEST,
              "No consent was given",
              "Microsoft did not take the request. Open the link again; if it stays so, tell whoever"
                  + " runs this service that the registration of its application has to be looked"
                  + " at.");
    };
  }

  private static BrowserPage page(int status, String title, String... paragraphs) {
    return new BrowserPage(status, title, List.of(paragraphs), Optional.empty());
  }
}
