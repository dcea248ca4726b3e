package io.tongqiao.door;

import io.tongqiao.schema.Problem;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Deny unless allowed: everything but the health of the process needs a system's key; without it,
 * 401 and nothing else.
 */
@Configuration
class SecurityConfiguration {

  /** A timer around each filter of the chain would cost every message more than the filters do. */
  @Bean
  static SecurityObservationSettings unobserved() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  SecurityFilterChain keyedDoors(
      HttpSecurity http, SystemKeys keys, SystemDoors doors, DoorTokens tokens, Problems problems)
      throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .addFilterBefore(new KeyFilter(keys, doors, tokens), AuthorizationFilter.class)
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
                    .permitAll()
                    .requestMatchers("/api/**", "/in/**", "/soap/**")
                    .authenticated()
                    .anyRequest()
                    .access(nobodyButFirstTheKey()))
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(
                        (request, response, failure) -> {
                          response.setHeader("WWW-Authenticate", "Bearer");
                          response.setStatus(401);
                        })
                    .accessDeniedHandler(
                        (request, response, failure) ->
                            problems.write(
                                response, Problem.of(Problem.Kind.FORBIDDEN, "没有这个地址，或不允许访问"))))
        .build();
  }

  /** Denies: without a key with 401, as everywhere, so that nobody learns which addresses exist. */
  private static AuthorizationManager<RequestAuthorizationContext> nobodyButFirstTheKey() {
    return AuthorizationManagers.allOf(
        AuthenticatedAuthorizationManager.authenticated(),
        (speaker, address) -> new AuthorizationDecision(false));
  }

  /** There are no users here, and Spring Boot must not invent one with a generated password. */
  @Bean
  UserDetailsService noUsers() {
    return username -> {
      throw new UsernameNotFoundException("only systems sign in here, by key");
    };
  }
}
