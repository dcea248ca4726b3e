package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the request of a draft: credentials put in, placeholders filled, bytes written. */
final class RequestWriter {

  private final Codec codec;
  private final Optional<TableRows> rows;

  /** With what holds rows against their contract, where the requests are rows. */
  RequestWriter(Codec codec, Optional<TableRows> rows) {
    this.codec = codec;
    this.rows = rows;
  }

  Request write(
      Descriptor.Operation operation, Dialect.Draft draft, Credential credential, Seals seals)
      throws TranslationException {
    if (rows.isPresent()) {
      rows.get().check(draft.tree());
    }
    if (operation.form().isPresent()) {
      FormEntries.check(operation.form().get(), draft.tree(), TranslationException.Stage.ENCODE);
    }
    JsonNode tree = with(operation, draft.tree(), credential.body());
    byte[] body = codec.encode(operation.request(), tree, seals);
    var headers = new TreeMap<>(operation.headers());
    headers.putAll(credential.headers());
    return new Request(
        draft.operation(),
        draft.caseNo(),
        draft.messageId(),
        operation.method(),
        operation
            .path()
            .replace("{caseNo}", URLEncoder.encode(draft.caseNo(), UTF_8))
            .replace("{messageId}", draft.messageId()),
        operation.action(),
        headers,
        operation.request().contentTypeHeader(),
        body,
        operation.request().charset());
  }

  /** In XML only what leads into the document's own root; a tree without fields takes nothing. */
  static JsonNode with(
      Descriptor.Operation operation, JsonNode bare, Map<String, String> credential) {
    if (credential.isEmpty() || !(bare instanceof ObjectNode object)) {
      return bare;
    }
    ObjectNode tree = object.deepCopy();
    boolean oneRoot = operation.request().codec() == Format.Kind.XML;
    credential.entrySet().stream()
        .filter(e -> !oneRoot || TreePaths.begins(tree, e.getKey()))
        .forEach(e -> TreePaths.put(tree, e.getKey(), e.getValue()));
    return tree;
  }
}
