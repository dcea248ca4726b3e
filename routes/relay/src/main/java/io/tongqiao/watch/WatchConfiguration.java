package io.tongqiao.watch;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.relay.Conversations;
import io.tongqiao.relay.Gates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Whom alerts are told, and who may see the metrics. */
@Configuration
@EnableConfigurationProperties({AlertProperties.class, Traces.Properties.class})
class WatchConfiguration {

  private static final String BEARER = "Bearer ";

  @Bean
  List<AlertChannel> alertChannels(
      AlertProperties settings,
      Secrets secrets,
      Catalogue catalogue,
      Gates gates,
      Conversations conversations,
      Clock clock) {
    Optional<AlertChannel> webhook = settings.webhook().map(WebhookChannel::new);
    Optional<AlertChannel> mail =
        settings.mail().host().map(host -> new MailChannel(settings.mail(), secrets));
    Optional<AlertChannel> sms =
        Optional.of(settings.sms())
            .filter(s -> !s.to().isEmpty())
            .map(s -> new SmsChannel(s, catalogue, gates, conversations, clock));
    return Stream.of(webhook, mail, sms).flatMap(Optional::stream).toList();
  }

  /**
   * Deny unless allowed: the metrics need the monitors' key. Loopback is no proof of anything where
   * a proxy stands in front.
   */
  @Bean
  @Order(5)
  SecurityFilterChain metricsDoor(HttpSecurity http, MonitorKey monitor) throws Exception {
    return http.securityMatcher("/actuator/prometheus", "/actuator/prometheus/**")
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(
            rules ->
                rules
                    .anyRequest()
                    .access(
                        (speaker, address) ->
                            new AuthorizationDecision(
                                opens(monitor, address.getRequest().getHeader("Authorization")))))
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint((request, response, failure) -> refuse(response))
                    .accessDeniedHandler((request, response, denied) -> refuse(response)))
        .build();
  }

  private static void refuse(HttpServletResponse response) {
    response.setHeader("WWW-Authenticate", "Bearer");
    response.setStatus(401);
  }

  private static boolean opens(MonitorKey monitor, String header) {
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return false;
    }
    return monitor.is(header.substring(BEARER.length()).strip());
  }
}
