package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/**
 * One auth kind at work for one system. Thread-safe; may hold a token or a secret with its end of
 * life.
 */
interface Authenticator {

  /**
   * What to show in the next call of an operation.
   *
   * @param draft what the call will say, for whoever signs it
   * @throws IOException when it had to be fetched and could not be
   * @throws TranslationException when the login call cannot be written
   */
  Credential credential(Descriptor.Operation operation, Dialect.Draft draft)
      throws IOException, TranslationException;

  /**
   * Fetches anew what is to be shown, where it is fetched.
   *
   * @return whether it is; what is fixed is shown in each call, and is not tried before
   * @throws IOException when it could not be fetched; what was fetched before is shown on
   */
  default boolean signIn() throws IOException, TranslationException {
    return false;
  }

  /** Whether an answer says that what was shown is no longer good; what is fixed never ends. */
  default boolean expired(JsonNode answer) {
    return false;
  }

  /**
   * Forgets what was fetched, so that the next call fetches anew; but only if what was refused is
   * still what would be shown: another call may have fetched anew meanwhile. Where nothing is
   * fetched, nothing is forgotten.
   */
  default void forget(Credential refused) {}

  /**
   * A cause that the operator must know of beyond the system's own words, such as a wrong clock.
   */
  default Optional<String> complaint(JsonNode answer) {
    return Optional.empty();
  }
}
