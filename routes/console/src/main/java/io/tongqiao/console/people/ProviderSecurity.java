package io.tongqiao.console.people;

import io.tongqiao.dialect.Secrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * The second way to the pages: by an identity provider (OpenID Connect, authorization code with
 * PKCE), where the settings name one. Nothing of what the provider gives is kept.
 */
@Configuration
@EnableConfigurationProperties(OidcProperties.class)
class ProviderSecurity {

  /** Where one goes to the provider. */
  static final String BEGIN = "/console/oauth2/begin";

  /** Where one comes back to. */
  static final String BACK = "/console/oauth2/back";

  private static final Logger LOG = LoggerFactory.getLogger(ProviderSecurity.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final OidcProperties settings;
  private final ProviderSignIn signIn;
  private final Secrets secrets;
  private final Clock clock;
  private final JdkClientHttpRequestFactory http;

  ProviderSecurity(OidcProperties settings, ProviderSignIn signIn, Secrets secrets, Clock clock) {
    this.settings = settings;
    this.signIn = signIn;
    this.secrets = secrets;
    this.clock = clock;
    http =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(PATIENCE).build());
    http.setReadTimeout(PATIENCE);
  }

  /** Adds the way to a chain, where the settings name a provider. */
  void addTo(HttpSecurity chain) throws Exception {
    if (settings.issuer().isEmpty()) {
      return;
    }
    RestClient client = RestClient.builder().requestFactory(http).build();
    var registration = new ProviderRegistration(settings, secrets, client, clock);
    var resolver = new DefaultOAuth2AuthorizationRequestResolver(registration, BEGIN);
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    chain.oauth2Login(
        way ->
            way.loginPage(ConsoleSecurity.SIGN_IN)
                .clientRegistrationRepository(registration)
                .authorizedClientRepository(new NothingKept())
                .authorizationEndpoint(
                    to ->
                        to.authorizationRequestResolver(resolver)
                            .authorizationRequestRepository(new PendingSignIns(clock)))
                .redirectionEndpoint(back -> back.baseUri(BACK + "/*"))
                .tokenEndpoint(token -> token.accessTokenResponseClient(tokens()))
                .userInfoEndpoint(
                    user -> user.oidcUserService(new ProviderUsers(users(), signIn, settings)))
                .successHandler(ProviderSecurity::welcome)
                .failureHandler(ProviderSecurity::refused)
                .withObjectPostProcessor(
                    new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                      @Override
                      public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(
                          F filter) {
                        filter.setAuthenticationFailureHandler(ProviderSecurity::away);
                        return filter;
                      }
                    }));
  }

  private RestClientAuthorizationCodeTokenResponseClient tokens() {
    var tokens = new RestClientAuthorizationCodeTokenResponseClient();
    tokens.setRestClient(
        RestClient.builder()
            .requestFactory(http)
            .messageConverters(
                converters -> {
                  converters.clear();
                  converters.add(new FormHttpMessageConverter());
                  converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return tokens;
  }

  private OidcUserService users() {
    var rest = new RestTemplate(http);
    rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
    var plain = new DefaultOAuth2UserService();
    plain.setRestOperations(rest);
    var users = new OidcUserService();
    users.setOauth2UserService(plain);
    return users;
  }

  /** Reads the provider's ID tokens; its keys are fetched within the same patience. */
  @Bean
  JwtDecoderFactory<ClientRegistration> idTokens() {
    Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();
    return registration ->
        decoders.computeIfAbsent(
            registration.getProviderDetails().getJwkSetUri() + " " + registration.getClientId(),
            key -> decoder(registration));
  }

  private JwtDecoder decoder(ClientRegistration registration) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(registration.getProviderDetails().getJwkSetUri())
            .jwsAlgorithms(
                all ->
                    all.addAll(
                        List.of(
                            SignatureAlgorithm.RS256,
                            SignatureAlgorithm.PS256,
                            SignatureAlgorithm.ES256)))
            .restOperations(new RestTemplate(http))
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
    return decoder;
  }

  /**
   * Has the browser go on by itself. A redirect would still count as begun by the provider, and the
   * session's cookie goes along with nothing that another site began.
   */
  private static void welcome(
      HttpServletRequest request, HttpServletResponse response, Authentication who)
      throws IOException {
    var context =
        new SecurityContextImpl(
            ((ProviderUsers.User) who.getPrincipal()).operator().authenticated());
    SecurityContextHolder.setContext(context);
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    response.setHeader("Refresh", "0;url=/console");
    response.setContentType("text/html");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response
        .getWriter()
        .write("<!DOCTYPE html><title>通桥</title><p><a href=\"/console\">已登录，继续 · Go on</a></p>");
  }

  private static void refused(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    String code =
        why instanceof OAuth2AuthenticationException told ? told.getError().getErrorCode() : "";
    if (code.startsWith(ProviderUsers.REFUSED)) {
      String note = code.substring(ProviderUsers.REFUSED.length());
      response.sendRedirect(ConsoleSecurity.SIGN_IN + "?provider-" + note);
      return;
    }
    LOG.warn("somebody did not come in through the identity provider: {}", why.toString());
    response.sendRedirect(ConsoleSecurity.SIGN_IN + "?provider-failed");
  }

  private static void away(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    LOG.warn("the identity provider cannot be asked: {}", String.valueOf(why.getCause()));
    response.sendRedirect(ConsoleSecurity.SIGN_IN + "?provider-away");
  }
}
