package io.tongqiao.dialect;

import java.util.Optional;

/** Where secrets are kept; descriptors hold only their names. */
@FunctionalInterface
public interface Secrets {

  /** The value of a secret, if the site has set it. */
  Optional<String> find(String name);
}
