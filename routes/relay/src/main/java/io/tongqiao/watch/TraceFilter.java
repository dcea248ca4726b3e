package io.tongqiao.watch;

import io.opentelemetry.api.trace.SpanKind;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** The span of a request at an HTTP door, which follows on the sender's {@code traceparent}. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class TraceFilter extends OncePerRequestFilter {

  private final Traces traces;

  TraceFilter(Traces traces) {
    this.traces = traces;
  }

  /** What a filter behind this one threw, on its way through a function that throws nothing. */
  private static final class CarriedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CarriedException(ServletException cause) {
      super(cause);
    }
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !traces.on() || door(request).isEmpty();
  }

  /** The door by its first words: addresses further on hold case numbers. */
  private static String door(HttpServletRequest request) {
    String path = request.getRequestURI();
    for (String door : new String[] {"/api/v1/messages", "/api/v1/cases", "/soap", "/in/"}) {
      if (path.startsWith(door)) {
        return door;
      }
    }
    return "";
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = Optional.ofNullable(request.getHeader(Traces.TRACEPARENT)).orElse("");
    var title =
        new Traces.Title(
            request.getMethod() + " " + door(request),
            SpanKind.SERVER,
            Map.of("door", door(request)));
    try {
      traces.within(
          title,
          header,
          () -> {
            pass(request, response, chain);
            return response.getStatus();
          },
          status -> Integer.toString(status));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CarriedException e) {
      throw (ServletException) e.getCause();
    }
  }

  private static void pass(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
    try {
      chain.doFilter(request, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException e) {
      throw new CarriedException(e);
    }
  }
}
