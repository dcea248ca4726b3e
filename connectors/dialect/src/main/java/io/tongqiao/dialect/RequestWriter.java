package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.TreeMap;

/** Makes the request of a draft: credentials put in, placeholders filled, bytes written. */
final class RequestWriter {

  private final Codec codec;

  RequestWriter(Codec codec) {
    this.codec = codec;
  }

  Request write(Descriptor.Operation operation, Dialect.Draft draft, Credential credential)
      throws TranslationException {
    byte[] body = codec.encode(operation.request(), withCredential(operation, draft, credential));
    var headers = new TreeMap<>(operation.headers());
    headers.putAll(credential.headers());
    return new Request(
        draft.operation(),
        draft.caseNo(),
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
  private static JsonNode withCredential(
      Descriptor.Operation operation, Dialect.Draft draft, Credential credential) {
    if (credential.body().isEmpty() || !(draft.tree() instanceof ObjectNode object)) {
      return draft.tree();
    }
    ObjectNode tree = object.deepCopy();
    boolean oneRoot = operation.request().codec() == Format.Kind.XML;
    credential.body().entrySet().stream()
        .filter(e -> !oneRoot || TreePaths.begins(tree, e.getKey()))
        .forEach(e -> TreePaths.put(tree, e.getKey(), e.getValue()));
    return tree;
  }
}
