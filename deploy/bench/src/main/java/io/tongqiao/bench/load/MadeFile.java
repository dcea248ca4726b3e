package io.tongqiao.bench.load;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * A large file that is nowhere: its bytes are made when they are asked for, always the same. Each
 * block begins with its number, so that none can take another's place.
 *
 * @param size bytes
 */
record MadeFile(long size) {

  private static final int BLOCK = 1 << 16;
  private static final long SEED = 20260302;

  /** Writes the bytes from one position up to another. */
  void write(long from, long to, OutputStream out) throws IOException {
    var block = new byte[BLOCK];
    new Random(SEED).nextBytes(block);
    for (long at = from; at < to; ) {
      int begin = (int) (at % BLOCK);
      int length = (int) Math.min(BLOCK - begin, to - at);
      ByteBuffer.wrap(block).putLong(at / BLOCK);
      out.write(block, begin, length);
      at += length;
    }
  }

  /** SHA-256 of the whole file, in lower-case hex. */
  String sha256() {
    try (var digest =
        new DigestOutputStream(
            OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      write(0, size, digest);
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("nothing is written, and SHA-256 is in every JDK", e);
    }
  }
}
