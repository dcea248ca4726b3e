package io.tongqiao.door;

import io.tongqiao.schema.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers "not now" at the doors while the routes behind them are not up yet, or no more. The web
 * server begins before them, and a sender that was told "not found" would not send again.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 2)
class OpeningFilter extends OncePerRequestFilter {

  private final ObjectProvider<CamelContext> routes;
  private final Problems problems;

  OpeningFilter(ObjectProvider<CamelContext> routes, Problems problems) {
    this.routes = routes;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/actuator") || routes.getObject().isStarted();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Problem problem = Problem.of(Problem.Kind.UNAVAILABLE, "正在启动或停止，未受理。请稍后原样重发");
    if (request.getRequestURI().startsWith("/soap/")) {
      SoapFaults.write(response, problem);
      return;
    }
    problems.write(response, problem);
  }
}
