package io.tongqiao.console.people;

import io.tongqiao.door.Key;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Those who are at the provider and are to come back, each known by a cookie. It is not the
 * session's, which no other site can have sent: coming back begins at the provider.
 */
final class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  private static final String COOKIE = "tongqiao-provider";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MOST = 10_000;

  /** Who has gone there, and when. */
  private record Gone(OAuth2AuthorizationRequest request, Instant at) {}

  private final Map<String, Gone> pending = new LinkedHashMap<>();
  private final Clock clock;

  PendingSignIns(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized OAuth2AuthorizationRequest loadAuthorizationRequest(
      HttpServletRequest request) {
    Instant now = clock.instant();
    return key(request)
        .map(pending::get)
        .filter(gone -> now.isBefore(gone.at.plus(PATIENCE)))
        .map(Gone::request)
        .filter(sent -> sent.getState().equals(request.getParameter("state")))
        .orElse(null);
  }

  @Override
  public void saveAuthorizationRequest(
      OAuth2AuthorizationRequest sent, HttpServletRequest request, HttpServletResponse response) {
    if (sent == null) {
      removeAuthorizationRequest(request, response);
      return;
    }
    String key = Key.random().text();
    put(key, new Gone(sent, clock.instant()));
    cookie(key, PATIENCE, request, response);
  }

  private synchronized void put(String key, Gone gone) {
    pending.values().removeIf(old -> !gone.at.isBefore(old.at.plus(PATIENCE)));
    pending.put(key, gone);
    if (pending.size() > MOST) {
      pending.remove(pending.keySet().iterator().next());
    }
  }

  @Override
  public OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    OAuth2AuthorizationRequest sent = loadAuthorizationRequest(request);
    key(request).ifPresent(this::remove);
    cookie("", Duration.ZERO, request, response);
    return sent;
  }

  private synchronized void remove(String key) {
    pending.remove(key);
  }

  private static Optional<String> key(HttpServletRequest request) {
    return Optional.ofNullable(request.getCookies()).stream()
        .flatMap(Stream::of)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .findFirst();
  }

  private static void cookie(
      String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, value)
            .path(ProviderSecurity.BACK)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .maxAge(age)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
