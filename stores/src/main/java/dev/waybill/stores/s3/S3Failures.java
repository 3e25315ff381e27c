package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in Waybill's words what the SDK's exceptions mean for one location. */
final class S3Failures {
  private final S3Answers answers;
  private final S3Breakdowns breakdowns;
  private final boolean conditions;

  S3Failures(S3Location location, Grantee grantee, S3Breakdowns.Route route) {
    answers = new S3Answers(location, grantee);
    breakdowns = new S3Breakdowns(Peer.store(location), route);
    conditions = location.abilities().allowCondition();
  }

  /** What became of the request that would have made the object visible. */
  PutOutcome outcome(SdkException exception) {
    return switch (exception) {
      case NoSessionException none -> new PutOutcome.Refused(none.failure());
      case AwsServiceException answer -> conditional(answers.outcome(answer));
      default -> breakdowns.outcome(exception);
    };
  }

  /** Only a request with a condition can find a name taken. */
  private PutOutcome conditional(PutOutcome outcome) {
    return outcome instanceof PutOutcome.AlreadyThere && !conditions
        ? new PutOutcome.Refused(unasked())
        : outcome;
  }

  /** Why a request failed that does not make anything visible. */
  Failure failure(SdkException exception) {
    return switch (outcome(exception)) {
      case PutOutcome.Refused(Failure failure) -> failure;
      case PutOutcome.Unknown(Failure failure) -> failure;
      case PutOutcome.Stored(), PutOutcome.AlreadyThere(), PutOutcome.OtherBytes _ -> unasked();
    };
  }

  private static Failure unasked() {
    return new Failure(
        Fault.OURS,
        Stage.PUT,
        "UNEXPECTED_ANSWER",
        "The store refused a request because of a condition that was not sent.",
        "Check that the endpoint is an S3 store.");
  }
}
