package io.tongqiao.door;

import io.tongqiao.relay.Durability;
import io.tongqiao.schema.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers "not now" at the doors while the routes behind them are not up yet, or no more, and while
 * what came in could not be kept. The web server begins before the routes, and a sender that was
 * told "not found", or a no in its own dialect, would not send again.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 2)
class OpeningFilter extends OncePerRequestFilter {

  private final Supplier<CamelContext> routes;
  private final Durability durability;
  private final Problems problems;

  OpeningFilter(ObjectProvider<CamelContext> routes, Durability durability, Problems problems) {
    this.routes = SingletonSupplier.of(routes::getObject);
    this.durability = durability;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/actuator");
  }

  private Optional<String> closed(HttpServletRequest request) {
    if (!routes.get().isStarted()) {
      return Optional.of("正在启动或停止");
    }
    return request.getMethod().equals("GET") ? Optional.empty() : durability.refusal();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> closed = closed(request);
    if (closed.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    Problem problem = Problem.of(Problem.Kind.UNAVAILABLE, closed.get() + "，未受理。请稍后原样重发");
    if (request.getRequestURI().startsWith("/soap/")) {
      SoapFaults.write(response, problem);
      return;
    }
    problems.write(response, problem);
  }
}
