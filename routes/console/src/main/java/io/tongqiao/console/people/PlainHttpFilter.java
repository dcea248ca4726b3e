package io.tongqiao.console.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody sign in over plain HTTP from another machine. */
final class PlainHttpFilter extends OncePerRequestFilter {

  private final PlainHttp plainHttp;

  PlainHttpFilter(PlainHttp plainHttp) {
    this.plainHttp = plainHttp;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    boolean password = request.getMethod().equals("POST") && path.equals(ConsoleSecurity.SIGN_IN);
    return !password && !path.startsWith(ProviderSecurity.BEGIN + "/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (plainHttp.isSafe(request)) {
      chain.doFilter(request, response);
      return;
    }
    response.sendRedirect(ConsoleSecurity.SIGN_IN + "?plain");
  }
}
