package io.tongqiao.dialect;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * How part of a JSON request or answer is sealed and signed as the 医保 platform does. Values are
 * names of secrets.
 *
 * @param path the part of the tree that becomes the envelope; where an answer has nothing there, it
 *     is read as it is
 * @param appCode what the other side calls us
 * @param sm4 the common key, 32 hex digits
 * @param sign our private SM2 key
 * @param verify the other side's public SM2 key
 * @param version what the envelope says of its own version
 */
public record SmEnvelope(
    String path, String appCode, String sm4, String sign, String verify, String version) {

  /** Fills in what was left out. */
  public SmEnvelope {
    path = Objects.requireNonNullElse(path, "/data");
    version = Objects.requireNonNullElse(version, "1.0.0");
  }

  /** Names of the secrets it needs. */
  public Stream<String> secrets() {
    return Stream.of(appCode, sm4, sign, verify);
  }
}
