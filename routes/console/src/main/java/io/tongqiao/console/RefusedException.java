package io.tongqiao.console;

import io.tongqiao.schema.Problem;
import java.util.Optional;

/** Ends a request with a problem. */
public final class RefusedException extends RuntimeException {

  private final transient Problem problem;

  RefusedException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** Ends the request when there is one. */
  static void when(Optional<Problem> problem) {
    if (problem.isPresent()) {
      throw new RefusedException(problem.get());
    }
  }

  /** Why. */
  public Problem problem() {
    return problem;
  }
}
