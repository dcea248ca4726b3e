package io.tongqiao.dialect;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;

/** A key of the block cipher SM4 (GB/T 32907), each block by itself (ECB), PKCS #7 padding. */
final class Sm4Key {

  private final KeyParameter key;

  private Sm4Key(byte[] key) {
    this.key = new KeyParameter(key);
  }

  /** Reads a key of 32 hex digits; empty for anything else. */
  static Optional<Sm4Key> of(String hex) {
    return hex.matches("[0-9A-Fa-f]{32}")
        ? Optional.of(new Sm4Key(HexFormat.of().parseHex(hex)))
        : Optional.empty();
  }

  byte[] close(byte[] plain) {
    try {
      return run(true, plain);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("only what is opened can be padded wrongly", e);
    }
  }

  /** Empty when it was not closed with this key, or was changed so that it shows. */
  Optional<byte[]> open(byte[] closed) {
    try {
      return Optional.of(run(false, closed));
    } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private byte[] run(boolean closing, byte[] in) throws InvalidCipherTextException {
    var cipher = new PaddedBufferedBlockCipher(new SM4Engine(), new PKCS7Padding());
    cipher.init(closing, key);
    byte[] out = new byte[cipher.getOutputSize(in.length)];
    int length = cipher.processBytes(in, 0, in.length, out, 0);
    try {
      length += cipher.doFinal(out, length);
    } catch (org.bouncycastle.crypto.DataLengthException e) {
      throw new IllegalArgumentException("not whole blocks", e);
    }
    return Arrays.copyOf(out, length);
  }
}
