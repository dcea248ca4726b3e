package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A system's calls with credentials: shows them, and fetches them anew once when the system says
 * they have expired.
 */
public final class Conversation {

  /**
   * One finished call.
   *
   * @param request what was sent, credentials included: for the wire only, not for eyes
   * @param sent the body as text, without credentials and seals: for the journal and for eyes
   * @param reply what came back
   * @param answer the reply as expressions see it
   * @param verdict what it means
   */
  public record Exchange(
      Request request, String sent, Reply reply, JsonNode answer, Verdict verdict) {}

  private final Dialect dialect;
  private final Wire wire;
  private final Authenticator authenticator;
  private final Seals seals;

  private Conversation(Dialect dialect, Wire wire, Authenticator authenticator, Seals seals) {
    this.dialect = dialect;
    this.wire = wire;
    this.authenticator = authenticator;
    this.seals = seals;
  }

  /**
   * Begins to talk with a system.
   *
   * @throws IOException when a secret that the folder names has not been set or is no key; says
   *     which and how
   */
  public static Conversation with(Dialect dialect, Wire wire, Secrets secrets, Clock clock)
      throws IOException {
    Auth auth = dialect.descriptor().auth();
    Seals seals = Seals.of(dialect.descriptor(), secrets, clock);
    return new Conversation(
        dialect, wire, authenticator(auth, dialect, wire, secrets, clock), seals);
  }

  private static Authenticator authenticator(
      Auth auth, Dialect dialect, Wire wire, Secrets secrets, Clock clock) throws IOException {
    if (auth instanceof Auth.Basic basic) {
      return new FixedAuthenticator(basic(basic, secrets));
    }
    if (auth instanceof Auth.Credentials credentials) {
      return new FixedAuthenticator(fixed(credentials.fixed(), secrets));
    }
    if (auth instanceof Auth.Token token) {
      return new TokenAuthenticator(
          token, fixed(token.credentials(), secrets), dialect, wire, clock);
    }
    if (auth instanceof Auth.Hmac hmac) {
      String requester = value(hmac.requester(), secrets);
      return new HmacAuthenticator(
          hmac, requester, value(hmac.key(), secrets), dialect, wire, clock);
    }
    if (auth instanceof Auth.Tif tif) {
      String paasid = value(tif.paasid(), secrets);
      return new TifAuthenticator(tif, paasid, value(tif.token(), secrets), dialect, clock);
    }
    if (auth instanceof Auth.Signature signature) {
      Credential fixed = fixed(signature.fixed(), secrets);
      return new SignatureAuthenticator(
          signature, fixed, Signer.of(signature, secrets), dialect, clock);
    }
    return new FixedAuthenticator(Credential.NONE);
  }

  /**
   * Makes one call.
   *
   * @throws TranslationException when the request cannot be written; nothing was sent
   * @throws IOException when there was no answer
   */
  public Exchange call(Dialect.Draft draft) throws TranslationException, IOException {
    Descriptor.Operation operation = dialect.operation(draft.operation());
    Credential shown = authenticator.credential(operation, draft);
    Exchange first = once(draft, shown);
    if (!authenticator.expired(first.answer)) {
      return first;
    }
    authenticator.forget(shown);
    Credential renewed = authenticator.credential(operation, draft);
    Exchange second = once(draft, renewed);
    if (authenticator.expired(second.answer)) {
      authenticator.forget(renewed);
    }
    return second;
  }

  /**
   * Signs in anew, where that is a call of its own; later calls show what it brought.
   *
   * @return whether it is; else who we are is shown in each call, and nothing was sent
   * @throws IOException when it did not succeed, or there was no answer
   */
  public boolean signIn() throws IOException, TranslationException {
    return authenticator.signIn();
  }

  private Exchange once(Dialect.Draft draft, Credential shown)
      throws TranslationException, IOException {
    Request request = dialect.encode(draft, shown, seals);
    Reply reply = wire.send(request);
    JsonNode answer = dialect.answer(draft.operation(), reply, seals);
    Verdict verdict =
        authenticator
            .complaint(answer)
            .map(Verdict::notNow)
            .orElseGet(() -> dialect.verdict(draft.operation(), answer));
    boolean plain =
        shown.body().isEmpty() && !dialect.operation(draft.operation()).request().sealed();
    String sent = plain ? request.text() : dialect.readable(draft);
    return new Exchange(request, sent, reply, answer, verdict);
  }

  private static Credential basic(Auth.Basic basic, Secrets secrets) throws IOException {
    String pair = value(basic.username(), secrets) + ":" + value(basic.password(), secrets);
    byte[] bytes = pair.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return Credential.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  private static Credential fixed(Auth.Fixed fixed, Secrets secrets) throws IOException {
    return new Credential(values(fixed.headers(), secrets), values(fixed.body(), secrets));
  }

  private static Map<String, String> values(Map<String, String> names, Secrets secrets)
      throws IOException {
    for (String name : names.values()) {
      value(name, secrets);
    }
    return names.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, e -> secrets.find(e.getValue()).orElseThrow()));
  }

  /** A secret that must be there. */
  static String value(String name, Secrets secrets) throws IOException {
    return secrets
        .find(name)
        .orElseThrow(
            () ->
                new IOException(
                    "缺少密钥 "
                        + name
                        + "：放入 <数据目录>/secrets/"
                        + name
                        + "，或设环境变量 "
                        + environmentName(name)));
  }

  /** The environment variable that may hold a secret. */
  public static String environmentName(String secret) {
    return "TONGQIAO_SECRET_"
        + secret.toUpperCase(java.util.Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /** An exception in an operator's words. */
  public static String words(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "超时未答复：" + e.getMessage();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
