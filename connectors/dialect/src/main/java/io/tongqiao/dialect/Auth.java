package io.tongqiao.dialect;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** How we show the system who we are. Values are names of secrets, never secrets. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Auth.None.class, name = "none"),
  @JsonSubTypes.Type(value = Auth.Basic.class, name = "basic"),
  @JsonSubTypes.Type(value = Auth.Credentials.class, name = "credentials"),
  @JsonSubTypes.Type(value = Auth.Token.class, name = "token"),
  @JsonSubTypes.Type(value = Auth.Hmac.class, name = "hmac")
})
public sealed interface Auth {

  /** The one {@link None}. */
  Auth NONE = new None();

  /** Names of the secrets it needs. */
  Stream<String> secrets();

  /** Nothing is shown. */
  record None() implements Auth {
    @Override
    public Stream<String> secrets() {
      return Stream.of();
    }
  }

  /** HTTP Basic (RFC 7617), or user and password of an AMQP connection. */
  record Basic(String username, String password) implements Auth {
    @Override
    public Stream<String> secrets() {
      return Stream.of(username, password);
    }
  }

  /** Fixed values in headers (by name) or in the request tree (by path). */
  record Fixed(Map<String, String> headers, Map<String, String> body) {
    /** Fills in what was left out. */
    public Fixed {
      headers = headers == null ? Map.of() : Map.copyOf(headers);
      body = body == null ? Map.of() : Map.copyOf(body);
    }

    Stream<String> secrets() {
      return Stream.concat(headers.values().stream(), body.values().stream());
    }
  }

  /** Fixed values in every call. */
  record Credentials(Map<String, String> headers, Map<String, String> body) implements Auth {
    /** Both, with what was left out filled in. */
    public Fixed fixed() {
      return new Fixed(headers, body);
    }

    @Override
    public Stream<String> secrets() {
      return fixed().secrets();
    }
  }

  /** A token fetched by a login call and shown until it expires or is refused. */
  record Token(
      String login,
      Fixed credentials,
      String token,
      String expiresIn,
      Duration lifetime,
      Send send,
      String expired)
      implements Auth {
    /** Fills in what was left out. */
    public Token {
      credentials = Objects.requireNonNullElse(credentials, new Fixed(null, null));
      expiresIn = Objects.requireNonNullElse(expiresIn, "null");
      lifetime = Objects.requireNonNullElse(lifetime, Duration.ofMinutes(30));
      expired = Objects.requireNonNullElse(expired, ".status == 401");
    }

    @Override
    public Stream<String> secrets() {
      return credentials.secrets();
    }
  }

  /** Where a token is put: a header, with prefix, or a path in the request tree. */
  record Send(String header, String prefix, String body) {
    /** Fills in what was left out. */
    public Send {
      header = Objects.requireNonNullElse(header, "");
      prefix = Objects.requireNonNullElse(prefix, "");
      body = Objects.requireNonNullElse(body, "");
    }
  }

  /**
   * The national sharing gateway's signature over service, requester and time, with a secret that
   * is fetched anew.
   */
  record Hmac(
      String prefix, String requester, String key, String refresh, String expired, String skew)
      implements Auth {
    /** Fills in what was left out. */
    public Hmac {
      expired = Objects.requireNonNullElse(expired, "false");
      skew = Objects.requireNonNullElse(skew, "false");
    }

    @Override
    public Stream<String> secrets() {
      return Stream.of(requester, key);
    }
  }
}
