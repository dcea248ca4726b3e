package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseViewTest {

  private static final String CASE = "610924202603160830000001";

  private final Cast cast = new Cast(FolderCopy.SYSTEMS);
  private final ObjectNode theCase = JsonNodeFactory.instance.objectNode();
  private final ArrayNode timeline = theCase.putArray("timeline");
  private final ArrayNode ledger = JsonNodeFactory.instance.arrayNode();

  @Test
  void still_readyOrWaitingDelivery_isFalse() {
    delivery("city-power", "DELIVERED");
    assertThat(view().still()).isTrue();

    delivery("prov-yctb", "WAITING");
    assertThat(view().still()).isFalse();
  }

  @Test
  void still_backlogBehindParked_isTrue() {
    delivery("city-power", "PARKED");
    delivery("city-power", "BACKLOG");
    assertThat(view().still()).isTrue();

    delivery("prov-yctb", "BACKLOG");
    assertThat(view().still()).isFalse();
  }

  @Test
  void missing_followUpsNotSent_areNamed() {
    received("city-power", "apply");
    sent("city-power", "progress--1-accept", true, "200");
    message("city-power", "STEP");

    assertThat(view().missing(cast))
        .extracting(Trouble::what)
        .containsExactly("progress--2-step", "progress--3-done");
  }

  @Test
  void missing_sentButNotInTimeline_isNamed() {
    sent("prov-socialorg", "queue--1-accept", true, "200");

    assertThat(view().missing(cast)).extracting(Trouble::what).containsExactly("queue--1-accept");
  }

  @Test
  void missing_afterRefusal_isNotWaitedFor() {
    received("city-power", "apply");
    sent("city-power", "progress--1-accept", false, "200");

    assertThat(view().missing(cast)).isEmpty();
    assertThat(view().refused()).extracting(Trouble::what).containsExactly("progress--1-accept");
  }

  @Test
  void refused_relayTooBusy_isNotFinal() {
    sent("city-power", "progress--1-accept", false, "503");

    assertThat(view().refused()).isEmpty();
  }

  @Test
  void outcome_allDelivered_isGood() throws JsonProcessingException {
    delivery("city-power", "DELIVERED");
    delivery("prov-yctb", "DELIVERED");
    var outcome = new Outcome(List.of(view()), List.of());

    assertThat(outcome.good()).isTrue();
    assertThat(outcome.toJson(Duration.ofMillis(6543)))
        .hasToString("{\"cases\":1,\"deliveries\":2,\"delivered\":2,\"failed\":0,\"seconds\":6.5}");
  }

  @Test
  void outcome_parkedAndRefused_bothCountAsFailed() {
    delivery("city-power", "DELIVERED");
    delivery("prov-yctb", "PARKED");
    var refused = new Trouble(CASE, "city-power", "progress--1-accept", "入口拒绝");
    var outcome = new Outcome(List.of(view()), List.of(refused));

    assertThat(outcome.failed()).isEqualTo(2);
    assertThat(outcome.good()).isFalse();
  }

  @Test
  void outcome_noDelivery_isNotGood() {
    assertThat(new Outcome(List.of(view()), List.of()).good()).isFalse();
  }

  @Test
  void table_failedDelivery_standsFirstWithItsCause() {
    delivery("city-power", "DELIVERED");
    delivery("prov-yctb", "PARKED");

    List<String> lines =
        new Outcome(List.of(view()), List.of()).table(cast, true).text().lines().toList();

    assertThat(lines.get(2)).contains(CASE, "省一窗受理平台 prov-yctb", "表单", "待人工处理");
    assertThat(lines.get(3)).isEqualTo("  原因：对方拒绝");
    assertThat(lines.get(4)).contains("city-power", "REST", "已送达", "YD1");
  }

  private CaseView view() {
    JsonNode copy = theCase.deepCopy();
    return new CaseView(CASE, copy, ledger.deepCopy());
  }

  private void delivery(String system, String state) {
    timeline
        .addObject()
        .put("kind", "delivery")
        .put("system", system)
        .put("event", "ACCEPT")
        .put("eventName", "受理")
        .put("state", state)
        .put("receiptNo", state.equals("DELIVERED") ? "YD1" : "")
        .put("detail", state.equals("PARKED") ? "对方拒绝" : "")
        .put("millis", 12);
  }

  private void message(String system, String event) {
    timeline.addObject().put("kind", "message").put("system", system).put("event", event);
  }

  private void received(String system, String operation) {
    entry(system, "received", true, "200").put("operation", operation);
  }

  private void sent(String system, String sample, boolean done, String disposition) {
    entry(system, "sent", done, disposition).put("answer", sample);
  }

  private ObjectNode entry(String system, String direction, boolean done, String disposition) {
    return ledger
        .addObject()
        .put("system", system)
        .put("direction", direction)
        .put("done", done)
        .put("disposition", disposition);
  }
}
