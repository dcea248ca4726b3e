package io.tongqiao.dialect;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How we show the system who we are. Values are names of secrets, never secrets. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Auth.None.class, name = "none"),
  @JsonSubTypes.Type(value = Auth.Basic.class, name = "basic"),
  @JsonSubTypes.Type(value = Auth.Credentials.class, name = "credentials"),
  @JsonSubTypes.Type(value = Auth.Token.class, name = "token"),
  @JsonSubTypes.Type(value = Auth.Hmac.class, name = "hmac"),
  @JsonSubTypes.Type(value = Auth.Tif.class, name = "tif"),
  @JsonSubTypes.Type(value = Auth.Signature.class, name = "signature")
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

  /** The TIF gateway's digest over time, token and a number used once. */
  record Tif(String prefix, String paasid, String token, String skew) implements Auth {
    /** Fills in what was left out. */
    public Tif {
      prefix = Objects.requireNonNullElse(prefix, "x-tif-");
      skew = Objects.requireNonNullElse(skew, "false");
    }

    @Override
    public Stream<String> secrets() {
      return Stream.of(paasid, token);
    }
  }

  /**
   * A signature over parts of the request.
   *
   * @param key name of our private key
   * @param headers fixed values in headers, by name
   * @param body fixed values in the request tree, by path
   * @param time where the time of the call is put, before it is signed; empty for nowhere
   * @param over JSLT over the request tree, nested documents being texts: what is signed
   * @param send where the signature is put
   */
  record Signature(
      Signer.Algorithm algorithm,
      String key,
      Map<String, String> headers,
      Map<String, String> body,
      Optional<Time> time,
      String over,
      Send send,
      Signer.Encoding encoding,
      String skew)
      implements Auth {
    /** Fills in what was left out. */
    public Signature {
      algorithm = Objects.requireNonNullElse(algorithm, Signer.Algorithm.SM2);
      encoding = Objects.requireNonNullElse(encoding, Signer.Encoding.BASE64);
      time = time == null ? Optional.empty() : time;
      skew = Objects.requireNonNullElse(skew, "false");
    }

    /** Fixed values, with what was left out filled in. */
    public Fixed fixed() {
      return new Fixed(headers, body);
    }

    @Override
    public Stream<String> secrets() {
      return Stream.concat(Stream.of(key), fixed().secrets());
    }
  }

  /** A path in the request tree for the time of a call, in +08:00, and how it is written there. */
  record Time(String body, String pattern) {}
}
