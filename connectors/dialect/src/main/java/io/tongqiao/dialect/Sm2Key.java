package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/**
 * A key pair, or the public half of one, for SM2 encryption (GB/T 32918.4) and signatures (GB/T
 * 32918.2 with the usual user id {@code 1234567812345678}) on the recommended curve (GB/T 32918.5).
 * A ciphertext is C1C3C2 in Base64: {@code 04 || x || y || hash || text}, or the DER sequence of
 * GM/T 0009 when it is read. A signature is the DER sequence (r, s); {@code r || s} is understood
 * as well. Thread-safe.
 */
public final class Sm2Key {

  private static final ECDomainParameters CURVE =
      new ECDomainParameters(CustomNamedCurves.getByName("sm2p256v1"));
  private static final int COORDINATE = 32;
  private static final int SHORTEST = 1 + 2 * COORDINATE + COORDINATE + 1;
  private static final int DER_SEQUENCE = 0x30;

  private final BigInteger d;
  private final ECPublicKeyParameters publicKey;

  private Sm2Key(BigInteger d) {
    this.d = d;
    this.publicKey = new ECPublicKeyParameters(CURVE.getG().multiply(d), CURVE);
  }

  private Sm2Key(ECPoint point) {
    this.d = BigInteger.ZERO;
    this.publicKey = new ECPublicKeyParameters(point, CURVE);
  }

  /**
   * Reads a key: 64 hex digits for a private number from 1 to n-1, or a public point as 128 hex
   * digits, with or without {@code 04} before them; empty for anything else.
   */
  public static Optional<Sm2Key> of(String hex) {
    if (hex.matches("(04)?[0-9A-Fa-f]{128}")) {
      return ofPoint(hex.length() == 128 ? "04" + hex : hex);
    }
    if (!hex.matches("[0-9A-Fa-f]{64}")) {
      return Optional.empty();
    }
    var d = new BigInteger(hex, 16);
    return d.signum() > 0 && d.compareTo(CURVE.getN()) < 0
        ? Optional.of(new Sm2Key(d))
        : Optional.empty();
  }

  private static Optional<Sm2Key> ofPoint(String hex) {
    try {
      return Optional.of(new Sm2Key(CURVE.getCurve().decodePoint(HexFormat.of().parseHex(hex))));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not on the curve
    }
  }

  /** A new key. */
  public static Sm2Key random(SecureRandom random) {
    return new Sm2Key(
        BigIntegers.createRandomInRange(
            BigInteger.ONE, CURVE.getN().subtract(BigInteger.ONE), random));
  }

  /** Whether it holds the private half, without which nothing can be opened or signed. */
  boolean isPrivate() {
    return d.signum() > 0;
  }

  /** The private half as 64 hex digits: a secret. */
  public String hex() {
    return "%064x".formatted(d);
  }

  /** The public half: {@code 04} and 128 hex digits. */
  public String publicHex() {
    return HexFormat.of().formatHex(publicKey.getQ().getEncoded(false));
  }

  /** Signs, with SM3. */
  byte[] sign(byte[] text) {
    var signer = new SM2Signer();
    signer.init(true, new ECPrivateKeyParameters(d, CURVE));
    signer.update(text, 0, text.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("SM2 signs whatever it is given", e);
    }
  }

  /** Whether a signature is that of this key over the text. */
  boolean verifies(byte[] text, byte[] signature) {
    var signer =
        signature.length == 2 * COORDINATE
            ? new SM2Signer(PlainDSAEncoding.INSTANCE)
            : new SM2Signer();
    signer.init(false, publicKey);
    signer.update(text, 0, text.length);
    return signer.verifySignature(signature);
  }

  /** Seals a text with the public key of this one. */
  public String seal(String text) {
    var engine = engine();
    engine.init(true, new ParametersWithRandom(publicKey, new SecureRandom()));
    byte[] plain = text.getBytes(UTF_8);
    try {
      return Base64.getEncoder().encodeToString(engine.processBlock(plain, 0, plain.length));
    } catch (InvalidCipherTextException e) {
      throw new IllegalArgumentException("an empty text cannot be sealed", e);
    }
  }

  /** Opens a ciphertext; empty when it is none, was changed, or was not sealed for this key. */
  Optional<byte[]> open(String base64) {
    if (!isPrivate()) {
      return Optional.empty();
    }
    try {
      byte[] sealed = plain(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
      if (sealed.length < SHORTEST) {
        return Optional.empty();
      }
      var engine = engine();
      engine.init(false, new ECPrivateKeyParameters(d, CURVE));
      return Optional.of(engine.processBlock(sealed, 0, sealed.length));
    } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** A DER sequence (x, y, hash, text) as a plain concatenation; what is none stays. */
  private static byte[] plain(byte[] sealed) {
    if (sealed.length == 0 || sealed[0] != DER_SEQUENCE) {
      return sealed;
    }
    ASN1Sequence parts = ASN1Sequence.getInstance(sealed);
    if (parts.size() != 4) {
      throw new IllegalArgumentException("not the four parts of GM/T 0009");
    }
    return Arrays.concatenate(
        new byte[][] {
          {4},
          coordinate(parts, 0),
          coordinate(parts, 1),
          ASN1OctetString.getInstance(parts.getObjectAt(2)).getOctets(),
          ASN1OctetString.getInstance(parts.getObjectAt(3)).getOctets()
        });
  }

  private static byte[] coordinate(ASN1Sequence parts, int index) {
    BigInteger value = ASN1Integer.getInstance(parts.getObjectAt(index)).getPositiveValue();
    return BigIntegers.asUnsignedByteArray(COORDINATE, value);
  }

  private static SM2Engine engine() {
    return new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
  }
}
