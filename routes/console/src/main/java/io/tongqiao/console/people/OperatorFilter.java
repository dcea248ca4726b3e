package io.tongqiao.console.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows who asks at the operators' API: by the bearer token of an account, or, for whoever has none
 * yet, by name and password (Basic).
 */
final class OperatorFilter extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private final Tokens tokens;
  private final SignIn signIn;
  private final PlainHttp plainHttp;

  OperatorFilter(Tokens tokens, SignIn signIn, PlainHttp plainHttp) {
    this.tokens = tokens;
    this.signIn = signIn;
    this.plainHttp = plainHttp;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    operator(request)
        .ifPresent(
            operator ->
                SecurityContextHolder.getContext().setAuthentication(operator.authenticated()));
    chain.doFilter(request, response);
  }

  private Optional<Operator> operator(HttpServletRequest request) {
    String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return tokens.operator(header.substring(BEARER.length()).strip());
    }
    if (header.regionMatches(true, 0, BASIC, 0, BASIC.length()) && plainHttp.isSafe(request)) {
      return basic(header.substring(BASIC.length()).strip());
    }
    return Optional.empty();
  }

  private Optional<Operator> basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : signIn.with(pair.substring(0, colon), pair.substring(colon + 1)).operator();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
