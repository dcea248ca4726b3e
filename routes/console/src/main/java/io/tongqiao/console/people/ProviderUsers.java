package io.tongqiao.console.people;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Turns what the provider says of somebody into an operator, or refuses. */
final class ProviderUsers implements OAuth2UserService<OidcUserRequest, OidcUser> {

  /** In front of the code of an error that is a refusal of ours. */
  static final String REFUSED = "refused.";

  /** Somebody who came in. */
  static final class User extends DefaultOidcUser {

    private static final long serialVersionUID = 1;

    private final Operator operator;

    private User(OidcUser told, Operator operator) {
      super(List.of(), told.getIdToken(), told.getUserInfo());
      this.operator = operator;
    }

    Operator operator() {
      return operator;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof User user && operator.equals(user.operator);
    }

    @Override
    public int hashCode() {
      return operator.hashCode();
    }
  }

  private final OidcUserService provider;
  private final ProviderSignIn signIn;
  private final OidcProperties settings;

  ProviderUsers(OidcUserService provider, ProviderSignIn signIn, OidcProperties settings) {
    this.provider = provider;
    this.signIn = signIn;
    this.settings = settings;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser told = provider.loadUser(request);
    var person =
        new ProviderSignIn.Person(
            settings.issuer().orElseThrow() + " " + told.getSubject(),
            text(told, settings.nameClaim()),
            text(told, settings.displayClaim()),
            groups(told));
    ProviderSignIn.Tried tried = signIn.with(person);
    return tried
        .operator()
        .map(operator -> new User(told, operator))
        .orElseThrow(() -> refused(tried.refusal().orElseThrow()));
  }

  private static OAuth2AuthenticationException refused(ProviderSignIn.Refusal why) {
    return new OAuth2AuthenticationException(
        new OAuth2Error(REFUSED + why.name().toLowerCase(Locale.ROOT)));
  }

  private static String text(OidcUser told, String claim) {
    return told.getClaim(claim) instanceof String text ? text : "";
  }

  private List<String> groups(OidcUser told) {
    Object claim = told.getClaim(settings.groupsClaim());
    if (claim instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).toList();
    }
    return claim instanceof String one ? List.of(one) : List.of();
  }
}
