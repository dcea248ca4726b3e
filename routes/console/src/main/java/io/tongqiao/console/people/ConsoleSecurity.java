package io.tongqiao.console.people;

import io.tongqiao.journal.AccountJournal;
import io.tongqiao.journal.Journal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.Cookie.SameSite;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.server.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.servlet.server.Session;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The way to the pages: a session by name and password, and the table of rules. A page runs no
 * script and takes no style but those that come as files from here, and stands in no other's frame.
 */
@Configuration
@EnableConfigurationProperties(PeopleProperties.class)
class ConsoleSecurity {

  /** Request attribute: the session that was shown has just ended. */
  static final String ENDED = "tongqiao.session-ended";

  static final String SIGN_IN = "/console/sign-in";

  private static final String CONTENT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  @Bean
  @Order(11)
  SecurityFilterChain pages(
      HttpSecurity http,
      Judge judge,
      SignIn signIn,
      ProviderSecurity provider,
      PlainHttp plainHttp,
      AccountJournal accounts,
      Journal journal,
      PeopleProperties settings,
      Clock clock)
      throws Exception {
    http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(null);
    provider.addTo(http);
    return http.securityMatcher("/", "/console", "/console/**")
        .authenticationProvider(new PasswordProvider(signIn))
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .headers(ConsoleSecurity::headers)
        .addFilterBefore(
            new PlainHttpFilter(plainHttp), OAuth2AuthorizationRequestRedirectFilter.class)
        .addFilterBefore(new SessionFilter(accounts, settings, clock), AuthorizationFilter.class)
        .formLogin(
            form ->
                form.loginPage(SIGN_IN)
                    .usernameParameter("name")
                    .defaultSuccessUrl("/console", true)
                    .failureHandler(ConsoleSecurity::refused))
        .logout(
            out ->
                out.logoutUrl("/console/sign-out")
                    .addLogoutHandler(
                        (request, response, who) -> {
                          if (who != null) {
                            String account = "account " + who.getName();
                            journal.audit(who.getName(), "sign-out", account, "");
                          }
                        })
                    .logoutSuccessUrl(SIGN_IN + "?out"))
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(SIGN_IN, "/console/assets/**")
                    .permitAll()
                    .anyRequest()
                    .access((speaker, asked) -> judge.decide(speaker, asked.getRequest())))
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint((request, response, why) -> begin(request, response))
                    .accessDeniedHandler(
                        (request, response, why) -> denied(judge, request, response, why)))
        .build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
  }

  private static void refused(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    response.sendRedirect(SIGN_IN + (why instanceof LockedException ? "?locked" : "?wrong"));
  }

  /** A part of a page cannot be sent elsewhere; the page is. */
  private static void begin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String to = SIGN_IN + (request.getAttribute(ENDED) == null ? "" : "?ended");
    if (request.getHeader("HX-Request") == null) {
      response.sendRedirect(to);
      return;
    }
    response.setHeader("HX-Redirect", to);
    response.setStatus(401);
  }

  private static void denied(
      Judge judge,
      HttpServletRequest request,
      HttpServletResponse response,
      AccessDeniedException why)
      throws IOException {
    if (why instanceof CsrfException) {
      // a form of a session that has ended
      response.sendRedirect(SIGN_IN + "?ended");
      return;
    }
    if (Operator.current().mustChange()) {
      response.sendRedirect("/console/account");
      return;
    }
    judge.deny(request, response);
  }

  /** Sessions stand in a cookie that no other site's page can send. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> sessionCookie(
      PeopleProperties settings) {
    return factory -> {
      var session = new Session();
      session.setTimeout(settings.idle());
      session.setTrackingModes(Set.of(Session.SessionTrackingMode.COOKIE));
      session.getCookie().setName("tongqiao");
      session.getCookie().setHttpOnly(true);
      session.getCookie().setSameSite(SameSite.STRICT);
      factory.setSession(session);
    };
  }
}
