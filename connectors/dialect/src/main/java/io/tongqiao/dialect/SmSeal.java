package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One side of an {@link SmEnvelope}: {@code {encData, signData, encType, signType, appCode,
 * version, timestamp}}. Names of the fields and SM4 and SM2 are published; the rest is assumed:
 * encData is the JSON text under SM4/ECB/PKCS #7 in upper-case hex; signData is the SM2 signature
 * in Base64 over {@code name=value} of all other fields, with {@code data}, the open text, in the
 * place of encData, in the order of their names, joined by {@code &}; the timestamp is in
 * milliseconds.
 *
 * @param names the secrets, for words to the operator
 * @param cipher the common key
 * @param own signs what goes out
 * @param other verifies what comes in
 */
record SmSeal(
    SmEnvelope names, String appCode, Sm4Key cipher, Sm2Key own, Sm2Key other, Clock clock) {

  private static final JsonNotation JSON = new JsonNotation();

  /** The envelope around a tree. */
  ObjectNode close(JsonNode open) {
    String text = JSON.write(open);
    ObjectNode sealed = JsonNodeFactory.instance.objectNode();
    byte[] encrypted = cipher.close(text.getBytes(UTF_8));
    sealed.put("encData", HexFormat.of().withUpperCase().formatHex(encrypted));
    sealed.put("encType", "SM4");
    sealed.put("signType", "SM2");
    sealed.put("appCode", appCode);
    sealed.put("version", names.version());
    sealed.put("timestamp", Long.toString(clock.millis()));
    byte[] signature = own.sign(signed(sealed, text));
    sealed.put("signData", Base64.getEncoder().encodeToString(signature));
    return sealed;
  }

  /**
   * What an envelope holds.
   *
   * @throws TranslationException when it is not whole, not for us or not signed by the other side;
   *     names secrets, never values
   */
  JsonNode open(JsonNode sealed) throws TranslationException {
    if (!sealed.path("encType").asText().equals("SM4")
        || !sealed.path("signType").asText().equals("SM2")) {
      throw refused("encType 或 signType 不是约定的 SM4、SM2", "请与对方核对信封格式");
    }
    if (!sealed.path("appCode").asText().equals(appCode)) {
      throw refused("appCode 不是约定的", "请核对密钥 " + names.appCode());
    }
    String text =
        bytes(sealed.path("encData").asText())
            .flatMap(cipher::open)
            .map(bytes -> new String(bytes, UTF_8))
            .orElseThrow(() -> refused("SM4 密文打不开", "请与对方核对密钥 " + names.sm4()));
    boolean genuine =
        base64(sealed.path("signData").asText())
            .filter(signature -> other.verifies(signed(sealed, text), signature))
            .isPresent();
    if (!genuine) {
      throw refused(
          "SM2 签名不符：内容被改过，或不是用与公钥成对的私钥签的", "请与对方核对密钥 " + names.verify() + " 和 " + names.sign());
    }
    return JSON.read(text);
  }

  private static byte[] signed(JsonNode sealed, String text) {
    var fields = new TreeMap<String, String>();
    sealed.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    fields.keySet().removeAll(java.util.Set.of("encData", "signData"));
    fields.put("data", text);
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining("&"))
        .getBytes(UTF_8);
  }

  private static Optional<byte[]> bytes(String hex) {
    try {
      return Optional.of(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private TranslationException refused(String why, String fix) {
    return Codec.unreadable(names.path(), "信封不能拆开：" + why + "；" + fix, fix);
  }
}
