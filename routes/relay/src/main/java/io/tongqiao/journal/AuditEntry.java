package io.tongqiao.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * A row of the audit.
 *
 * @param origin the address it was done from; empty for what the program does on a system's behalf
 * @param before how it stood, masked or by digest; empty where nothing was changed
 * @param hash {@link #chained} to the row before
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    String origin,
    String act,
    String object,
    String detail,
    String before,
    String after,
    String hash) {

  /** An act that someone may have to prove; none of its texts holds personal data. */
  public record Act(
      String actor, String act, String object, String detail, String before, String after) {}

  /**
   * The hash that this row must have: SM3 (GB/T 32905) over the UTF-8 text of the JSON array {@code
   * [previous, at, actor, origin, act, object, detail, before, after]} without spaces, all of them
   * strings.
   *
   * @param previous hash of the row before; empty for the first
   */
  String chained(String previous) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    all.add(previous).add(at.toString()).add(actor).add(origin).add(act);
    all.add(object).add(detail).add(before).add(after);
    return sm3(all.toString());
  }

  /** SM3 over the UTF-8 of a text, in hex: how a long text is told in the audit. */
  public static String sm3(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var digest = new SM3Digest();
    digest.update(bytes, 0, bytes.length);
    var hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return HexFormat.of().formatHex(hash);
  }
}
