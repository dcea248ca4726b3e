package io.tongqiao.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows who is speaking by the key: Bearer, Basic with the system's id as user, or where the
 * system's own door says it shows it; there a token that a door has given is as good.
 */
final class KeyFilter extends OncePerRequestFilter {

  /** Request attribute: the system that is speaking. Doors run on other threads than filters. */
  static final String SYSTEM = "tongqiao.system";

  private final SystemKeys keys;
  private final SystemDoors doors;
  private final DoorTokens tokens;

  KeyFilter(SystemKeys keys, SystemDoors doors, DoorTokens tokens) {
    this.keys = keys;
    this.doors = doors;
    this.tokens = tokens;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    system(request).ifPresent(system -> speak(request, system));
    chain.doFilter(request, response);
  }

  private static void speak(HttpServletRequest request, String system) {
    request.setAttribute(SYSTEM, system);
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(system, null, List.of()));
  }

  private Optional<String> system(HttpServletRequest request) {
    String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return keys.systemOf(header.substring(7).strip());
    }
    if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return basic(header.substring(6).strip());
    }
    return doors
        .shownKey(request)
        .flatMap(shown -> keys.systemOf(shown).or(() -> tokens.systemOf(shown)));
  }

  private Optional<String> basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : keys.systemOf(pair.substring(colon + 1)).filter(pair.substring(0, colon)::equals);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
