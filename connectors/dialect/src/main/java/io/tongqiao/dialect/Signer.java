package io.tongqiao.dialect;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signs texts with a system's private key, and verifies with the public half of it. Thread-safe.
 */
public final class Signer {

  /** How it is signed. */
  public enum Algorithm {
    /** GB/T 32918.2 with SM3. */
    SM2,
    /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017). */
    RSA
  }

  /** How a signature is written. */
  public enum Encoding {
    BASE64,
    HEX
  }

  private interface Key {
    byte[] sign(byte[] text);

    boolean verifies(byte[] text, byte[] signature);
  }

  private final Key key;
  private final Encoding encoding;

  private Signer(Key key, Encoding encoding) {
    this.key = key;
    this.encoding = encoding;
  }

  /**
   * The signer of a folder's auth kind.
   *
   * @throws IOException when the key has not been set or is none; says which
   */
  public static Signer of(Auth.Signature auth, Secrets secrets) throws IOException {
    Key key =
        auth.algorithm() == Algorithm.SM2
            ? sm2(Seals.privateKey(auth.key(), secrets))
            : rsa(auth.key(), Conversation.value(auth.key(), secrets));
    return new Signer(key, auth.encoding());
  }

  /** The signature of a text, given in its wire charset. */
  public String sign(byte[] text) {
    byte[] signature = key.sign(text);
    return encoding == Encoding.HEX
        ? HexFormat.of().formatHex(signature)
        : Base64.getEncoder().encodeToString(signature);
  }

  /** Whether a signature is ours over the text. */
  public boolean verifies(byte[] text, String signature) {
    try {
      byte[] bytes =
          encoding == Encoding.HEX
              ? HexFormat.of().parseHex(signature)
              : Base64.getDecoder().decode(signature);
      return key.verifies(text, bytes);
    } catch (IllegalArgumentException e) {
      return false; // not in its encoding
    }
  }

  private static Key sm2(Sm2Key key) {
    return new Key() {
      @Override
      public byte[] sign(byte[] text) {
        return key.sign(text);
      }

      @Override
      public boolean verifies(byte[] text, byte[] signature) {
        return key.verifies(text, signature);
      }
    };
  }

  private static Key rsa(String name, String base64) throws IOException {
    try {
      byte[] pkcs8 = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
      KeyFactory factory = KeyFactory.getInstance("RSA");
      PrivateKey own = factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (!(own instanceof RSAPrivateCrtKey crt)) {
        throw notRsa(name);
      }
      var spec = new RSAPublicKeySpec(crt.getModulus(), crt.getPublicExponent());
      return new Rsa(own, factory.generatePublic(spec));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw notRsa(name);
    }
  }

  private static IOException notRsa(String name) {
    return new IOException("密钥 " + name + " 不是 RSA 私钥：应为 PKCS#8 的 Base64，没有首尾标记行；请核对后重新放入");
  }

  private record Rsa(PrivateKey own, PublicKey half) implements Key {
    @Override
    public byte[] sign(byte[] text) {
      try {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(own);
        signature.update(text);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has SHA256withRSA", e);
      }
    }

    @Override
    public boolean verifies(byte[] text, byte[] signed) {
      try {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(half);
        signature.update(text);
        return signature.verify(signed);
      } catch (GeneralSecurityException e) {
        return false; // of another length
      }
    }
  }
}
