package io.tongqiao.console;

import io.tongqiao.door.Problems;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Tells as problems what ends an operator's request. */
@RestControllerAdvice(basePackageClasses = OperatorProblems.class)
class OperatorProblems {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorProblems.class);

  private final Problems problems;

  OperatorProblems(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  void refused(RefusedException e, HttpServletResponse response) throws IOException {
    problems.write(response, e.problem());
  }

  @ExceptionHandler
  void mistyped(MethodArgumentTypeMismatchException e, HttpServletResponse response)
      throws IOException {
    var finding = new Finding(e.getName(), "参数 " + e.getName() + " 要是整数", "改成整数");
    problems.write(response, Problem.of(Kind.INVALID, finding.message(), List.of(finding)));
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    CannotCreateTransactionException.class
  })
  void away(Exception e, HttpServletResponse response) throws IOException {
    LOG.warn("an operator's request was not carried out: {}", e.getClass().getSimpleName());
    problems.write(response, Problem.of(Kind.UNAVAILABLE, "数据库暂时连接不上。请稍后查看结果，未生效的再做一次"));
  }
}
