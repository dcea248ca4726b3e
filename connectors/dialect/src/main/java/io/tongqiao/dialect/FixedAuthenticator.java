package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/** Shows the same in every call: nothing, Basic, or fixed credentials. */
record FixedAuthenticator(Credential credential) implements Authenticator {

  @Override
  public Credential credential(Descriptor.Operation operation, Dialect.Draft draft) {
    return credential;
  }

  @Override
  public boolean expired(JsonNode answer) {
    return false;
  }

  @Override
  public void forget(Credential refused) {
    // nothing was fetched
  }
}
