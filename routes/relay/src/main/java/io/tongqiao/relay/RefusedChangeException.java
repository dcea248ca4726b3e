package io.tongqiao.relay;

import io.tongqiao.schema.Problem;

/** Takes a change back that turned out not to be allowed while it was being made. */
public final class RefusedChangeException extends RuntimeException {

  private final transient Problem problem;

  /** With what is told to whoever wanted the change. */
  public RefusedChangeException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** Why it is not allowed. */
  public Problem problem() {
    return problem;
  }
}
