package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The keys of a folder's sealed strings, by the names of their secrets. Thread-safe. */
public final class Seals {

  /** No keys: every string counts as open, as it stands in samples. */
  static final Seals NONE = new Seals(Map.of());

  private final Map<String, Sm2Key> keys;

  private Seals(Map<String, Sm2Key> keys) {
    this.keys = Map.copyOf(keys);
  }

  /**
   * The keys that a system's answers are sealed for.
   *
   * @throws IOException when one has not been set or is no key; says which and what to do
   */
  public static Seals of(Descriptor descriptor, Secrets secrets) throws IOException {
    var keys = new TreeMap<String, Sm2Key>();
    for (String name : descriptor.seals().toList()) {
      String value = Conversation.value(name, secrets).strip();
      keys.put(name, Sm2Key.of(value).orElseThrow(() -> noKey(name)));
    }
    return new Seals(keys);
  }

  private static IOException noKey(String name) {
    return new IOException("密钥 " + name + " 不是 SM2 私钥：应为 64 位十六进制数，大于 0 且小于曲线的阶；请向对方核对后重新放入");
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
}
