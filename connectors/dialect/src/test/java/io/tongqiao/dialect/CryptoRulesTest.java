package io.tongqiao.dialect;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the checker says of seals, envelopes and signatures that cannot work. */
class CryptoRulesTest {

  private static final String OPERATIONS =
      """
      operations:
        push: {request: {codec: json}, response: {codec: json}, answer: {success: .body.code == "0"}}
      """;
  private static final String ENVELOPE =
      "envelope: {kind: hsa, appCode: small.app, sm4: small.sm4, sign: small.private-key,"
          + " verify: small.public-key}\n";
  private static final String SIGNATURE =
      """
      auth:
        kind: signature
        key: small.private-key
        time: {body: /time, pattern: yyyyMMddHHmmss}
        over: .time + .no
        send: {body: /sign}
      """;
  private static final String SEALED =
      OPERATIONS.replace(
          "request: {codec: json}",
          "request: {codec: json, nested: {/data: {codec: json, sm2: small.public-key}}}");

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            ENVELOPE.replace("small.app,", "other.app,") + OPERATIONS, "envelope:", "other.app"),
        Arguments.of(
            ENVELOPE.replace("small.private-key", "small.key") + OPERATIONS,
            "envelope:",
            "small.key 不以 .private-key 结尾：这里要的是我方的私钥"),
        Arguments.of(
            ENVELOPE.replace("small.public-key", "small.key") + OPERATIONS,
            "envelope:",
            "small.key 不以 .public-key 结尾：这里要的是对方的公钥"),
        Arguments.of(
            ENVELOPE + OPERATIONS.replace("request: {codec: json}", "request: {codec: form}"),
            "push:",
            "信封（envelope）只能用于 json"),
        Arguments.of(
            SIGNATURE.replace("small.private-key", "small.rsa-key") + OPERATIONS,
            "key: small.rsa-key",
            "不以 .private-key 结尾"),
        Arguments.of(
            SIGNATURE.replace("kind: signature", "kind: signature\n  algorithm: rsa") + OPERATIONS,
            "key: small.private-key",
            "不以 .rsa-key 结尾"),
        Arguments.of(
            SIGNATURE.replace("{body: /sign}", "{body: /sign, header: X-Sign}") + OPERATIONS,
            "send:",
            "签名放在哪里"),
        Arguments.of(
            SIGNATURE.replace("yyyyMMddHHmmss", "yyyy-jj") + OPERATIONS, "time:", "时间格式不能识别"),
        Arguments.of(SIGNATURE.replace(".time + .no", ".time + (") + OPERATIONS, "over:", "不能编译"),
        Arguments.of(SIGNATURE + SEALED, "push:", "请求既要签名"),
        Arguments.of(
            SEALED.replace("small.public-key", "small.private-key"),
            "push:",
            "不以 .public-key 结尾：这里要的是对方的公钥"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void check_folder_saysFileLineAndFix(String rest, String line, String message) {
    Folder folder = SmallSystem.folder(rest, Map.of("push.to-system.jslt", "{\"no\": .subject}"));

    new ExpectedFault("system.yaml", line, message).assertFoundIn(folder);
  }
}
