package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.schema.EventType;

/** Messages that Tongqiao itself sends. */
final class Envelopes {

  /** Their sender. */
  static final String SOURCE = Catalogue.SELF;

  private Envelopes() {}

  /** A message to one system, with the number of its case for all data. */
  static ObjectNode of(EventType event, String id, String caseNo, String target) {
    ObjectNode envelope =
        JsonNodeFactory.instance
            .objectNode()
            .put("specversion", "1.0")
            .put("id", id)
            .put("source", SOURCE)
            .put("type", event.type())
            .put("subject", caseNo)
            .put("datacontenttype", "application/json")
            .put("dataschema", "urn:tongqiao:schema:message:1")
            .put("target", target);
    envelope.withObject("/data/case").put("caseNo", caseNo);
    return envelope;
  }
}
