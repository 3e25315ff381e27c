package dev.waybill.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a control plane knows about the jobs of a configuration's regular stream, by which a request
 * to put some again is judged.
 *
 * @param first the lowest sequence of a succeeded job that is in the history; 0 if there is none
 * @param last the highest; all between the two have succeeded
 * @param firstHeld the lowest sequence from which on the event log holds all events of all jobs
 * @param elsewhere the jobs of the request that were delivered at another place than the present
 *     one, ascending; no more than {@link #MOST_NAMED} and one
 */
public record RedeliverableJobs(long first, long last, long firstHeld, List<Long> elsewhere) {
  public static final int MOST_NAMED = 10;

  public RedeliverableJobs {
    elsewhere = List.copyOf(elsewhere);
  }

  /** Why the request is refused; empty if it can be met. */
  public Optional<Redeliveries.Answer> refusal(RedeliveryRequest request) {
    if (request.fromSequence() < 1) {
      return invalid("fromSequence", "Jobs are numbered from 1.");
    }
    if (request.fromSequence() > request.toSequence()) {
      return invalid(
          "toSequence",
          "The last job, "
              + request.toSequence()
              + ", is before the first, "
              + request.fromSequence()
              + ".");
    }
    if (last == 0) {
      return invalid("fromSequence", "No job of this export has succeeded yet.");
    }
    if (request.toSequence() > last) {
      return invalid(
          "toSequence",
          "Job "
              + request.toSequence()
              + " does not exist or has not succeeded: the last that has is "
              + last
              + ".");
    }
    if (request.fromSequence() < first) {
      return invalid(
          "fromSequence",
          "The history no longer holds job "
              + request.fromSequence()
              + ": the first that it holds is "
              + first
              + ".");
    }
    return elsewhere.isEmpty() ? gone(request) : delivered();
  }

  private Optional<Redeliveries.Answer> gone(RedeliveryRequest request) {
    if (request.fromSequence() >= firstHeld) {
      return Optional.empty();
    }
    return invalid(
        "fromSequence",
        firstHeld > last
            ? "Retention has taken events of the last jobs, too: none can be put again."
            : "Retention has taken events of earlier jobs: the first that can be put again is "
                + firstHeld
                + ".");
  }

  private Optional<Redeliveries.Answer> delivered() {
    String named =
        elsewhere.stream()
            .limit(MOST_NAMED)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    return invalid(
        "fromSequence",
        "Some of these jobs were delivered at another place than the present one: "
            + named
            + (elsewhere.size() > MOST_NAMED ? " and more" : "")
            + ". Jobs are put again only where they were delivered.");
  }

  private static Optional<Redeliveries.Answer> invalid(String field, String message) {
    return Optional.of(new Redeliveries.Answer.Invalid(field, message));
  }
}
