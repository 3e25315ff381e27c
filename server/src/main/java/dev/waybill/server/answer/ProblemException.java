package dev.waybill.server.answer;

import static java.util.Objects.requireNonNull;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = requireNonNull(problem, "problem is null");
  }

  public ProblemException(ProblemCode code, String detail) {
    this(new Problem(code, detail));
  }

  public Problem problem() {
    return problem;
  }
}
