package io.tongqiao.console.people;

import io.tongqiao.journal.Account;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Signing in through an identity provider (OpenID Connect), {@code tongqiao.people.oidc.*}; no
 * {@code issuer}, no such way.
 *
 * @param issuer of the provider, exactly as it calls itself; below it stands {@code
 *     /.well-known/openid-configuration}
 * @param title what the site calls it
 * @param clientId as the provider knows us
 * @param clientSecret name of the secret that we show there
 * @param scopes asked for
 * @param nameClaim claim that becomes the account's name
 * @param displayClaim claim with the person's name
 * @param groupsClaim claim with the groups, a list of texts or one
 * @param groups what a group may do; who is in none of them is not let in
 */
@ConfigurationProperties("tongqiao.people.oidc")
public record OidcProperties(
    Optional<String> issuer,
    Optional<String> title,
    @DefaultValue("") String clientId,
    @DefaultValue("oidc.client-secret") String clientSecret,
    @DefaultValue({"openid", "profile"}) Set<String> scopes,
    @DefaultValue("preferred_username") String nameClaim,
    @DefaultValue("name") String displayClaim,
    @DefaultValue("groups") String groupsClaim,
    @DefaultValue List<Group> groups) {

  /** Fills in what was left out, and tells a slip at the start. */
  public OidcProperties {
    issuer = issuer == null ? Optional.empty() : issuer;
    title = title == null ? Optional.empty() : title;
    if (issuer.isPresent() && (clientId.isBlank() || groups.isEmpty())) {
      throw new IllegalArgumentException(
          "设置了 tongqiao.people.oidc.issuer，还要设置 client-id 和至少一个 groups[0].name、groups[0].roles");
    }
  }

  /**
   * What a group may do.
   *
   * @param name as it stands in the claim
   * @param systems that it sees and acts on; left out, all
   */
  public record Group(
      String name, Set<Role> roles, @DefaultValue(Account.EVERY) Set<String> systems) {

    /** Tells at the start when a group would be for nothing, or for two duties. */
    public Group {
      if (name == null || roles == null || roles.isEmpty() || !Role.together(roles)) {
        throw new IllegalArgumentException(
            "tongqiao.people.oidc.groups 中的组 " + name + " 要有名称和角色，且角色可以由一人兼任");
      }
    }
  }
}
