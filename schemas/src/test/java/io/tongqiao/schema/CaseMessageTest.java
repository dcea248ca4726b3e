package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaseMessageTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void accessors_validMessage_readTheEnvelope() {
    CaseMessage message = new CaseMessage(Examples.message("transfer-up/05-transfer-up"));
    assertThat(message.id()).isEqualTo("610924202603020005-05");
    assertThat(message.source()).isEqualTo("bureau-platform");
    assertThat(message.event()).isEqualTo(EventType.TRANSFER_UP);
    assertThat(message.caseNo()).isEqualTo("610924202603020005");
    assertThat(message.time()).contains(OffsetDateTime.parse("2026-03-06T09:00:00+08:00"));
    assertThat(message.target()).containsExactly("forest-cutting");
    assertThat(message.data().has("handler")).isTrue();
    assertThat(message.caseNode().path("caseNo").asText()).isEqualTo("610924202603020005");
  }

  @Test
  void accessors_emptyEnvelope_giveEmptyValues() throws Exception {
    CaseMessage message =
        new CaseMessage((ObjectNode) JSON.readTree("{\"time\":\"2026-02-30T09:00:00Z\"}"));
    assertThat(message.id()).isEmpty();
    assertThat(message.time()).isEmpty();
    assertThat(message.target()).isEmpty();
    assertThat(message.data()).isEmpty();
    assertThat(message.caseNode()).isEmpty();
    assertThatThrownBy(message::event).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void target_severalSystems_keepsTheirOrder() {
    ObjectNode envelope =
        Examples.message("permit/01-apply").put("target", "prov-food,city-power,gcjs-spgl");
    assertThat(new CaseMessage(envelope).target())
        .containsExactly("prov-food", "city-power", "gcjs-spgl");
  }

  @Test
  void envelope_changedAfterwards_leavesTheMessageAsItWas() {
    ObjectNode envelope = Examples.message("permit/01-apply");
    CaseMessage message = new CaseMessage(envelope);
    envelope.put("id", "other");
    assertThat(message.id()).isEqualTo("610924202603020001-01");
  }

  @Test
  void digest_reorderedKeysAndOtherLayout_isTheSame() throws Exception {
    ObjectNode envelope = Examples.message("permit/11-approved");
    JsonNode laidOut = JSON.readTree(reversed(envelope).toPrettyString());
    assertThat(new CaseMessage((ObjectNode) laidOut).digest())
        .isEqualTo(new CaseMessage(envelope).digest())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void digest_otherTraceparent_isTheSame() {
    ObjectNode envelope = Examples.message("permit/01-apply");
    String digest = new CaseMessage(envelope).digest();
    assertThat(new CaseMessage(envelope.put("traceparent", "00-1-2-01")).digest())
        .isEqualTo(digest);
  }

  @Test
  void digest_otherContent_differs() {
    ObjectNode envelope = Examples.message("permit/01-apply");
    String digest = new CaseMessage(envelope).digest();
    ((ObjectNode) envelope.at("/data/case")).put("dataVersion", 2);
    assertThat(new CaseMessage(envelope).digest()).isNotEqualTo(digest);
  }

  @Test
  void messageId_sourceAndId_isTheHeadOfTheirSha256() {
    // printf 'bureau-platform\n1' | sha256sum
    assertThat(CaseMessage.messageId("bureau-platform", "1"))
        .isEqualTo("5fa26999022b4e139f713efbc6d2a5da");
  }

  @Test
  void write_stringsAndNumbers_followRfc8785() throws Exception {
    JsonNode value =
        JSON.readTree(
            """
            {"b":[1.0,10,true,null],"\\u20ac":"\\u000a\\u0008\\"\\\\\\u001f/\\u00f6","a":{"z":-0.5,"y":12345678901234567890}}
            """);
    assertThat(CanonicalJson.write(value, Set.of()))
        .isEqualTo(
            "{\"a\":{\"y\":12345678901234567890,\"z\":-0.5},\"b\":[1,10,true,null],\"€\":\"\\n\\b\\\"\\\\\\u001f/ö\"}");
  }

  private static ObjectNode reversed(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    Collections.reverse(names);
    ObjectNode copy = object.objectNode();
    for (String name : names) {
      JsonNode child = object.get(name);
      copy.set(name, child instanceof ObjectNode inner ? reversed(inner) : child);
    }
    return copy;
  }
}
