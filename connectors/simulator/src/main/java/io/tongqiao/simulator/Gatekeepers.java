package io.tongqiao.simulator;

import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Signer;
import io.tongqiao.dialect.TranslationException;
import java.io.IOException;
import java.time.Clock;

/** Posts the gatekeeper that a folder's auth kind asks for. */
final class Gatekeepers {

  private Gatekeepers() {}

  /**
   * The gatekeeper of one system.
   *
   * @throws TranslationException when the sample of the login cannot be read
   * @throws IOException when a secret that was there is no key
   */
  static Gatekeeper post(
      Descriptor descriptor, Script script, Refusals refusals, SecretFiles secrets, Clock clock)
      throws TranslationException, IOException {
    Auth auth = descriptor.auth();
    if (descriptor.transport().theirBroker()) {
      return FixedGatekeeper.open(); // the broker has asked already
    }
    if (auth instanceof Auth.Basic basic) {
      return FixedGatekeeper.basic(basic, secrets);
    }
    if (auth instanceof Auth.Credentials credentials) {
      return FixedGatekeeper.fixed(credentials.fixed(), secrets);
    }
    if (auth instanceof Auth.Hmac hmac) {
      return new HmacGatekeeper(hmac, descriptor.operations(), secrets, refusals, clock);
    }
    if (auth instanceof Auth.Tif tif) {
      return new TifGatekeeper(tif, descriptor.operations(), secrets, refusals, clock);
    }
    if (auth instanceof Auth.Signature signature) {
      var fixed = FixedGatekeeper.fixed(signature.fixed(), secrets);
      Signer signer = Signer.of(signature, secrets);
      return new SignatureGatekeeper(
          signature, fixed, signer, descriptor.operations(), refusals, clock);
    }
    if (auth instanceof Auth.Token token) {
      var login = FixedGatekeeper.fixed(token.credentials(), secrets);
      String text = script.line(token.login(), "", "").map(Line::response).orElse("");
      var format = descriptor.operations().get(token.login()).response();
      return new TokenGatekeeper(token, login, text, format, refusals, clock);
    }
    return FixedGatekeeper.open();
  }
}
