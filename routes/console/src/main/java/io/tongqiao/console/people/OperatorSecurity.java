package io.tongqiao.console.people;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Deny unless allowed: everything below {@code /ops} wants an account whose role the table of rules
 * names; without one, 401 and nothing else. Systems' keys open nothing here.
 */
@Configuration
class OperatorSecurity {

  @Bean
  @Order(10)
  SecurityFilterChain operatorDoor(
      HttpSecurity http, Judge judge, Tokens tokens, SignIn signIn, PlainHttp plainHttp)
      throws Exception {
    return http.securityMatcher("/ops", "/ops/**")
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .addFilterBefore(new OperatorFilter(tokens, signIn, plainHttp), AuthorizationFilter.class)
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .access((speaker, asked) -> judge.decide(speaker, asked.getRequest())))
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(
                        (request, response, failure) -> {
                          response.setHeader("WWW-Authenticate", "Bearer");
                          response.setStatus(401);
                        })
                    .accessDeniedHandler(
                        (request, response, failure) -> judge.deny(request, response)))
        .build();
  }
}
