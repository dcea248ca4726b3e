package io.tongqiao.supervision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.schema.EventType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Messages that Tongqiao itself sends, and their times. */
final class Envelopes {

  /** The time of the systems, none of which tells a zone. */
  static final ZoneOffset LOCAL = ZoneOffset.ofHours(8);

  private Envelopes() {}

  /** A message about a case, to whoever wants it. */
  static ObjectNode of(EventType event, String id, String caseNo, Instant at) {
    ObjectNode envelope =
        JsonNodeFactory.instance
            .objectNode()
            .put("specversion", "1.0")
            .put("id", id)
            .put("source", Catalogue.SELF)
            .put("type", event.type())
            .put("subject", caseNo)
            .put("time", time(at))
            .put("datacontenttype", "application/json")
            .put("dataschema", "urn:tongqiao:schema:message:1");
    envelope.withObject("/data/case").put("caseNo", caseNo);
    return envelope;
  }

  /** A moment in a message, to the second. */
  static String time(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atOffset(LOCAL).withNano(0));
  }
}
