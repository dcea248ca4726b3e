package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys with which one side closes and opens what a folder says is sealed: strings by the names
 * of their secrets, and envelopes. Thread-safe.
 */
public final class Seals {

  /** No keys: everything counts as open, as it stands in samples. */
  static final Seals NONE = new Seals(Map.of(), Map.of());

  private static final String PRIVATE = "SM2 私钥：应为 64 位十六进制数，大于 0 且小于曲线的阶";
  private static final String PUBLIC = "SM2 公钥：应为 04 加 128 位十六进制数，且在曲线上";

  private final Map<String, Sm2Key> keys;
  private final Map<SmEnvelope, SmSeal> envelopes;

  private Seals(Map<String, Sm2Key> keys, Map<SmEnvelope, SmSeal> envelopes) {
    this.keys = Map.copyOf(keys);
    this.envelopes = Map.copyOf(envelopes);
  }

  /**
   * Our side of a system's calls.
   *
   * @throws IOException when a secret has not been set or is no key; says which and what to do
   */
  public static Seals of(Descriptor descriptor, Secrets secrets, Clock clock) throws IOException {
    for (Descriptor.Operation operation : descriptor.operations().values()) {
      for (String name : operation.response().stream().flatMap(Format::strings).toList()) {
        privateKey(name, secrets);
      }
    }
    Map<SmEnvelope, SmSeal> envelopes = new HashMap<>();
    for (SmEnvelope names : envelopes(descriptor)) {
      Sm2Key own = privateKey(names.sign(), secrets);
      envelopes.put(names, seal(names, own, key(names.verify(), secrets), secrets, clock));
    }
    return new Seals(keys(descriptor, secrets), envelopes);
  }

  /**
   * The other side of a system's calls, for whoever plays it: requests are opened and answers
   * closed.
   *
   * @param secrets the private key under the name of each public one
   * @throws IOException as {@link #of}
   */
  public static Seals ofOtherSide(Descriptor descriptor, Secrets secrets, Clock clock)
      throws IOException {
    Map<SmEnvelope, SmSeal> envelopes = new HashMap<>();
    for (SmEnvelope names : envelopes(descriptor)) {
      Sm2Key own = privateKey(names.verify(), secrets);
      envelopes.put(names, seal(names, own, key(names.sign(), secrets), secrets, clock));
    }
    return new Seals(keys(descriptor, secrets), envelopes);
  }

  private static Iterable<SmEnvelope> envelopes(Descriptor descriptor) {
    return descriptor.formats().flatMap(f -> f.envelope().stream()).distinct().toList();
  }

  private static SmSeal seal(
      SmEnvelope names, Sm2Key own, Sm2Key other, Secrets secrets, Clock clock) throws IOException {
    String appCode = Conversation.value(names.appCode(), secrets);
    String value = Conversation.value(names.sm4(), secrets).strip();
    Sm4Key cipher = Sm4Key.of(value).orElseThrow(() -> noKey(names.sm4(), "SM4 密钥：应为 32 位十六进制数"));
    return new SmSeal(names, appCode, cipher, own, other, clock);
  }

  private static Map<String, Sm2Key> keys(Descriptor descriptor, Secrets secrets)
      throws IOException {
    Map<String, Sm2Key> keys = new HashMap<>();
    for (String name : descriptor.formats().flatMap(Format::strings).toList()) {
      keys.put(name, key(name, secrets));
    }
    return keys;
  }

  /** A key that signs or opens. */
  static Sm2Key privateKey(String name, Secrets secrets) throws IOException {
    return Sm2Key.of(Conversation.value(name, secrets).strip())
        .filter(Sm2Key::isPrivate)
        .orElseThrow(() -> noKey(name, PRIVATE));
  }

  private static Sm2Key key(String name, Secrets secrets) throws IOException {
    return Sm2Key.of(Conversation.value(name, secrets).strip())
        .orElseThrow(() -> noKey(name, name.endsWith(".public-key") ? PUBLIC : PRIVATE));
  }

  private static IOException noKey(String name, String what) {
    return new IOException("密钥 " + name + " 不是 " + what + "；请向对方核对后重新放入");
  }

  /**
   * What a sealed string holds.
   *
   * @throws TranslationException when it cannot be opened; names the secret, never a value
   */
  String open(Format format, String text) throws TranslationException {
    if (format.sm2().isEmpty() || this == NONE) {
      return text;
    }
    byte[] plain = keys.get(format.sm2()).open(text).orElseThrow(() -> sealed(format.sm2()));
    return WireText.decode(plain, UTF_8);
  }

  private static TranslationException sealed(String name) {
    String fix = "请与对方核对公钥，需要时更换密钥 " + name;
    String why = "SM2 密文打不开：密文不完整，或不是用与密钥 " + name + " 成对的公钥加密的；";
    return Codec.unreadable("", why + fix, fix);
  }

  /** Seals a string, where its format says that it is sealed. */
  String close(Format format, String text) {
    return format.sm2().isEmpty() || this == NONE ? text : keys.get(format.sm2()).seal(text);
  }

  /**
   * The tree of a document with its envelope opened, where it has one.
   *
   * @throws TranslationException when it cannot be opened
   */
  JsonNode open(Format format, JsonNode tree) throws TranslationException {
    Optional<SmSeal> seal = envelope(format);
    if (seal.isPresent()) {
      String path = seal.get().names().path();
      TreePaths.replace(tree, path, node -> node.isObject() ? seal.get().open(node) : node);
    }
    return tree;
  }

  /** The tree of a document with the part that belongs there put into its envelope. */
  JsonNode close(Format format, JsonNode tree) throws TranslationException {
    Optional<SmSeal> seal = envelope(format);
    if (seal.isEmpty()) {
      return tree;
    }
    JsonNode copy = tree.deepCopy();
    TreePaths.replace(
        copy, seal.get().names().path(), node -> node.isNull() ? node : seal.get().close(node));
    return copy;
  }

  private Optional<SmSeal> envelope(Format format) {
    return format.envelope().map(envelopes::get);
  }
}
