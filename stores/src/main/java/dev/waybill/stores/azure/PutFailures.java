package dev.waybill.stores.azure;

import com.azure.storage.blob.models.BlobStorageException;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.azure.AzureContainer.Action;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in Waybill's words what the SDK's exceptions mean for one place. */
final class PutFailures {
  private final PutAnswers answers;
  private final AzureBreakdowns breakdowns;

  PutFailures(PutAnswers answers, AzureBreakdowns breakdowns) {
    this.answers = answers;
    this.breakdowns = breakdowns;
  }

  /** What became of a request; of a block, too, that the name of its object is taken. */
  PutOutcome outcome(RuntimeException exception, Action action) {
    return cause(exception, NoTokenException.class)
        .<PutOutcome>map(none -> new PutOutcome.Refused(none.failure()))
        .or(
            () ->
                cause(exception, BlobStorageException.class)
                    .map(answer -> answered(AzureAnswer.of(answer), action)))
        .orElseGet(() -> breakdowns.outcome(exception));
  }

  private PutOutcome answered(AzureAnswer answer, Action action) {
    return answer.status() >= 200 && answer.status() < 300
        ? new PutOutcome.Unknown(
            new Failure(
                Fault.CAPACITY,
                Stage.PUT,
                "STORE_ERROR",
                "The store answered " + answer.status() + " with what cannot be understood.",
                ""))
        : answers.outcome(answer, action);
  }

  private static <E extends Throwable> Optional<E> cause(Throwable exception, Class<E> type) {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
