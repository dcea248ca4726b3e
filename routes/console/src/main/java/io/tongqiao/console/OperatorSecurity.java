package io.tongqiao.console;

import io.tongqiao.door.Problems;
import io.tongqiao.door.SystemKeys;
import io.tongqiao.schema.Problem;
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
 * Deny unless allowed: everything below {@code /ops} needs the operators' key; without it, 401 and
 * nothing else. Systems' keys open nothing here.
 */
@Configuration
class OperatorSecurity {

  @Bean
  @Order(10)
  SecurityFilterChain operatorDoor(HttpSecurity http, SystemKeys keys, Problems problems)
      throws Exception {
    return http.securityMatcher("/ops", "/ops/**")
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .addFilterBefore(new OperatorFilter(keys), AuthorizationFilter.class)
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
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
}
