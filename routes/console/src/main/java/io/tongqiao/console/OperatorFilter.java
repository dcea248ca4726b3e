package io.tongqiao.console;

import io.tongqiao.door.SystemKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows an operator by the bearer key. */
final class OperatorFilter extends OncePerRequestFilter {

  /** Who acts, as the audit names it. */
  static final String ACTOR = "operator";

  private static final String BEARER = "Bearer ";

  private final SystemKeys keys;

  OperatorFilter(SystemKeys keys) {
    this.keys = keys;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && keys.isOperators(header.substring(BEARER.length()).strip())) {
      SecurityContextHolder.getContext()
          .setAuthentication(
              UsernamePasswordAuthenticationToken.authenticated(ACTOR, null, List.of()));
    }
    chain.doFilter(request, response);
  }
}
