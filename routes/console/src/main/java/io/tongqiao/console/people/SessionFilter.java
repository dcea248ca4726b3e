package io.tongqiao.console.people;

import io.tongqiao.journal.AccountJournal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions: after some time without an act, after some time at all, and when the account is
 * closed or its password was given anew. Otherwise whoever signed in has the rights that the
 * account has now.
 */
final class SessionFilter extends OncePerRequestFilter {

  /** Requests that a page sends by itself have this header and are no act of a person. */
  static final String BY_ITSELF = "X-By-Itself";

  private static final String BEGUN = "tongqiao.begun";
  private static final String ACTED = "tongqiao.acted";

  private final AccountJournal accounts;
  private final PeopleProperties settings;
  private final Clock clock;

  SessionFilter(AccountJournal accounts, PeopleProperties settings, Clock clock) {
    this.accounts = accounts;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication known = SecurityContextHolder.getContext().getAuthentication();
    HttpSession session = request.getSession(false);
    if (session != null && known != null && known.getPrincipal() instanceof Operator operator) {
      Optional<Operator> now = lasts(session, request) ? now(operator) : Optional.empty();
      if (now.isEmpty()) {
        session.invalidate();
        SecurityContextHolder.clearContext();
        request.setAttribute(ConsoleSecurity.ENDED, true);
      }
      now.ifPresent(
          o -> SecurityContextHolder.setContext(new SecurityContextImpl(o.authenticated())));
    }
    chain.doFilter(request, response);
  }

  /** The account as it stands; empty when it is closed or has another password. */
  private Optional<Operator> now(Operator signedIn) {
    return accounts
        .find(signedIn.name())
        .filter(account -> account.disabledAt().isEmpty())
        .map(Operator::of)
        .filter(operator -> operator.stamp().equals(signedIn.stamp()));
  }

  private boolean lasts(HttpSession session, HttpServletRequest request) {
    Instant now = clock.instant();
    Instant begun = moment(session, BEGUN, now);
    Instant acted = moment(session, ACTED, now);
    if (now.isAfter(begun.plus(settings.session())) || now.isAfter(acted.plus(settings.idle()))) {
      return false;
    }
    if (request.getHeader(BY_ITSELF) == null) {
      session.setAttribute(ACTED, now);
    }
    return true;
  }

  private static Instant moment(HttpSession session, String name, Instant now) {
    if (session.getAttribute(name) instanceof Instant moment) {
      return moment;
    }
    session.setAttribute(name, now);
    return now;
  }
}
