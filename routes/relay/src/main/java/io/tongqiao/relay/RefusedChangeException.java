package io.tongqiao.relay;

import io.tongqiao.schema.Problem;

/** Takes a change back that turned out not to be allowed while it was being made. */
final class RefusedChangeException extends RuntimeException {

  private final transient Problem problem;

  RefusedChangeException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
