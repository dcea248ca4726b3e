package io.tongqiao.bench.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Schemas;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What the plain route does to a message: nothing, or the same validation and mapping that Tongqiao
 * does.
 */
public final class Translation {

  private final Optional<Dialect> dialect;
  private final Schemas schemas = Schemas.load();
  private final JsonMapper json = new JsonMapper();

  private Translation(Optional<Dialect> dialect) {
    this.dialect = dialect;
  }

  static Translation none() {
    return new Translation(Optional.empty());
  }

  static Translation of(Path folder) throws BrokenFolderException {
    return new Translation(Optional.of(Dialect.compile(Folder.read(folder))));
  }

  /** At the door. */
  public byte[] check(byte[] message) throws IOException {
    if (dialect.isPresent()
        && !schemas.validate(Schemas.Name.MESSAGE, json.readTree(message)).isEmpty()) {
      throw new IllegalArgumentException("not a case message");
    }
    return message;
  }

  /** Before the call. */
  public byte[] translate(byte[] body) throws IOException, TranslationException {
    if (dialect.isEmpty()) {
      return body;
    }
    var message = new CaseMessage((ObjectNode) json.readTree(body));
    String operation = dialect.get().descriptor().accepts().get(0).operation();
    String id = CaseMessage.messageId(message.source(), message.id());
    var draft = dialect.get().draft(operation, message, id, LocalDate.EPOCH);
    return dialect.get().readable(draft).getBytes(UTF_8);
  }
}
