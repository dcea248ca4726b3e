package io.tongqiao.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.AuditEntry;
import io.tongqiao.journal.AuditQueries;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.springframework.stereotype.Component;

/**
 * The audit as JSON lines. Each line can be checked without Tongqiao: {@code hash} is SM3 over the
 * JSON array of the hash of the line before (empty for the first), at, actor, origin, act, object,
 * detail, before and after.
 */
@Component
public class AuditExport {

  /** Media type of JSON lines. */
  public static final String MEDIA_TYPE = "application/x-ndjson";

  private final AuditQueries audit;

  AuditExport(AuditQueries audit) {
    this.audit = audit;
  }

  /** Writes all of it, in the order of the chain. */
  public void write(OutputStream out) throws IOException {
    var writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    try {
      audit.each(entry -> line(writer, entry));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  private static void line(Writer writer, AuditEntry entry) {
    try {
      writer.write(json(entry).toString());
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode json(AuditEntry entry) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", entry.id())
        .put("at", entry.at().toString())
        .put("actor", entry.actor())
        .put("origin", entry.origin())
        .put("act", entry.act())
        .put("object", entry.object())
        .put("detail", entry.detail())
        .put("before", entry.before())
        .put("after", entry.after())
        .put("hash", entry.hash());
  }
}
