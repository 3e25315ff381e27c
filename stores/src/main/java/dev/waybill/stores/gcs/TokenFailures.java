package dev.waybill.stores.gcs;

import com.google.api.client.http.HttpResponseException;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.GoogleKey;
import dev.waybill.storage.PutOutcome;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says in Waybill's words why there is no token. */
final class TokenFailures {
  private static final int TOO_MANY = 429;

  /** How Google's library says that there are no credentials. */
  private static final Pattern NO_MACHINE =
      Pattern.compile("default credentials|cannot find the metadata server");

  private final GcsBreakdowns breakdowns;

  TokenFailures(GcsBreakdowns breakdowns) {
    this.breakdowns = breakdowns;
  }

  Failure failure(IOException exception, Holder holder) {
    return GcsBreakdowns.causes(exception)
        .filter(HttpResponseException.class::isInstance)
        .map(HttpResponseException.class::cast)
        .findFirst()
        .map(answer -> answered(answer, holder))
        .orElseGet(() -> unanswered(exception, holder));
  }

  private static Failure answered(HttpResponseException answer, Holder holder) {
    int status = answer.getStatusCode();
    String said = said(answer);
    if (status == TOO_MANY || status >= 500) {
      return new Failure(
          Fault.CAPACITY,
          Stage.ASSUME_ROLE,
          status == TOO_MANY ? "THROTTLED" : "TOKEN_SERVICE_ERROR",
          "Google gave no token (" + status + ").",
          "Wait: it is tried again by itself.");
    }
    if (said.contains("reasonable timeframe") || said.contains("iat and exp")) {
      return ours(
          "CLOCK_SKEWED",
          "Google refused to give a token because the clocks differ.",
          "Set the clock of the machine on which this service runs (NTP).");
    }
    return switch (holder) {
      case Holder.OfKey(GoogleKey key) ->
          new Failure(
              Fault.CUSTOMER,
              Stage.ASSUME_ROLE,
              "SERVICE_ACCOUNT_KEY_REFUSED",
              "Google gives no token for the key "
                  + key.privateKeyId()
                  + " of "
                  + key.clientEmail()
                  + said,
              "Check that neither the key nor its service account is deleted or disabled, or give"
                  + " a new key.");
      case Holder.Own _ ->
          ours(
              "SERVICE_IDENTITY_REFUSED",
              "Google gives no token to this service" + said,
              "Ask the operator of this service to check " + GcsSettings.IDENTITY_SETTING + ".");
    };
  }

  private Failure unanswered(IOException exception, Holder holder) {
    if (holder instanceof Holder.Own
        && NO_MACHINE.matcher(String.valueOf(exception.getMessage())).find()) {
      return ours(
          "NO_SERVICE_IDENTITY",
          "This service finds no Google Cloud credentials on its machine.",
          "Ask the operator of this service to set " + GcsSettings.IDENTITY_SETTING + ".");
    }
    return switch (breakdowns.outcome(exception)) {
      case PutOutcome.Refused(Failure failure) -> authenticating(failure);
      case PutOutcome.Unknown(Failure failure) -> authenticating(failure);
      case PutOutcome.Stored(), PutOutcome.AlreadyThere(), PutOutcome.OtherBytes _ ->
          throw new IllegalStateException("a request without an answer stores nothing", exception);
    };
  }

  private static Failure authenticating(Failure failure) {
    return new Failure(
        failure.fault(),
        Stage.ASSUME_ROLE,
        failure.code(),
        failure.message(),
        failure.advice(),
        failure.retryAfter());
  }

  /** The end of a sentence. */
  private static String said(HttpResponseException answer) {
    try {
      GenericJson json =
          GsonFactory.getDefaultInstance()
              .fromString(Optional.ofNullable(answer.getContent()).orElse(""), GenericJson.class);
      return Optional.ofNullable(json.get("error_description"))
          .or(() -> Optional.ofNullable(json.get("error")))
          .filter(String.class::isInstance)
          .map(text -> ": " + GcsFailures.inOneLine((String) text))
          .map(text -> text.endsWith(".") ? text : text + ".")
          .orElse(".");
    } catch (IOException | RuntimeException e) {
      return "."; // Google's parser throws both at what is no such answer
    }
  }

  private static Failure ours(String code, String message, String advice) {
    return new Failure(Fault.OURS, Stage.ASSUME_ROLE, code, message, advice);
  }
}
