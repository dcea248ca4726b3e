package io.tongqiao.console.people;

import io.tongqiao.dialect.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.web.client.RestClient;

/**
 * How the identity provider is spoken to, as it tells itself (OpenID Connect Discovery 1.0). It is
 * asked when somebody signs in, never at the start, so that it may be away.
 */
final class ProviderRegistration implements ClientRegistrationRepository {

  /** As it stands in addresses. */
  static final String ID = "provider";

  private static final Duration AGE = Duration.ofMinutes(5);

  /** What the provider told, and when. */
  private record Told(Map<String, Object> configuration, Instant at) {}

  private final OidcProperties settings;
  private final Secrets secrets;
  private final RestClient http;
  private final Clock clock;
  private volatile Optional<Told> told = Optional.empty();

  ProviderRegistration(OidcProperties settings, Secrets secrets, RestClient http, Clock clock) {
    this.settings = settings;
    this.secrets = secrets;
    this.http = http;
    this.clock = clock;
  }

  /**
   * The one that there is.
   *
   * @throws RuntimeException when the provider cannot be asked, or there is no secret
   */
  @Override
  public ClientRegistration findByRegistrationId(String id) {
    if (!id.equals(ID)) {
      return null;
    }
    String secret =
        secrets
            .find(settings.clientSecret())
            .orElseThrow(
                () ->
                    new IllegalStateException("缺少密钥 " + settings.clientSecret() + "，不能经统一身份认证登录"));
    return ClientRegistrations.fromOidcConfiguration(configuration())
        .registrationId(ID)
        .clientId(settings.clientId())
        .clientSecret(secret)
        .scope(settings.scopes())
        .redirectUri("{baseUrl}" + ProviderSecurity.BACK + "/" + ID)
        .build();
  }

  private Map<String, Object> configuration() {
    Instant now = clock.instant();
    Optional<Told> fresh = told.filter(t -> now.isBefore(t.at.plus(AGE)));
    if (fresh.isPresent()) {
      return fresh.get().configuration;
    }
    String issuer = settings.issuer().orElseThrow();
    Map<String, Object> configuration =
        http.get()
            .uri(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration")
            .retrieve()
            .body(new ParameterizedTypeReference<Map<String, Object>>() {});
    if (configuration == null || !issuer.equals(configuration.get("issuer"))) {
      throw new IllegalStateException("统一身份认证自称的 issuer 与设置 tongqiao.people.oidc.issuer 不同");
    }
    told = Optional.of(new Told(Map.copyOf(configuration), now));
    return configuration;
  }
}
