package io.tongqiao.dialect;

/** Shows the same in every call: nothing, Basic, or fixed credentials. */
record FixedAuthenticator(Credential credential) implements Authenticator {

  @Override
  public Credential credential(Descriptor.Operation operation, Dialect.Draft draft) {
    return credential;
  }
}
