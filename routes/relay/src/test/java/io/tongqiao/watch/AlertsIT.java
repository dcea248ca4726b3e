package io.tongqiao.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsIT {

  private static final String PROVINCE = "prov-yctb";

  @TempDir private Path directory;

  private static Map<String, Object> settings(Collector webhook) {
    var settings = new HashMap<String, Object>();
    settings.put("tongqiao.alerts.webhook", webhook.url().toString());
    settings.put("tongqiao.alerts.every", "200ms");
    settings.put("tongqiao.watch", "200ms");
    settings.put("tongqiao.alerts.repeat", "1h");
    return settings;
  }

  private static List<String> told(Collector webhook) {
    return webhook.told().stream()
        .map(t -> json(t.text()))
        .map(n -> n.path("kind").asText() + " " + n.path("rule").asText())
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void alert_isRaisedOnceThroughARestart_andOverWhenItIsOver() throws Exception {
    Ground ground = Ground.in(directory);
    try (var webhook = new Collector(204);
        Simulator ministries = ground.ministries()) {
      String caseNo;
      try (Relay first = Relay.start(ground, ministries, 960_000, settings(webhook))) {
        ministries.misbehave(PROVINCE, Misbehaviour.of(Misbehaviour.Kind.BUSINESS));
        caseNo = first.caseFor(PROVINCE);
        first.until(caseNo, PROVINCE, State.PARKED);
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(() -> assertThat(told(webhook)).containsExactly("RAISED parked"));
        JsonNode notice = json(webhook.told().get(0).text());
        assertThat(notice.path("subject").asText()).isEqualTo(PROVINCE);
        assertThat(notice.path("what").asText()).contains("省一窗受理平台", "1 件");
        assertThat(notice.path("remedy").asText()).contains("tongqiao lane list");
        assertThat(notice.toString()).doesNotContain(caseNo);
      }
      try (Relay second = Relay.start(ground, ministries, 961_000, settings(webhook))) {
        Thread.sleep(2000);
        assertThat(told(webhook)).containsExactly("RAISED parked");
        resend(second, caseNo);
        second.until(caseNo, PROVINCE, State.DELIVERED);
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(
                () -> assertThat(told(webhook)).containsExactly("RAISED parked", "OVER parked"));
      }
    }
  }

  private static void resend(Relay relay, String caseNo) {
    long id = relay.deliveries(caseNo, PROVINCE).get(0).id();
    relay
        .bean(io.tongqiao.relay.Repair.class)
        .resend(id, new io.tongqiao.relay.Instruction("operator", "对方已恢复"));
  }

  @Test
  void alert_thatNobodyTakes_isToldAgainUnderItsNumber() throws Exception {
    Ground ground = Ground.in(directory);
    try (var webhook = new Collector(500);
        Simulator ministries = ground.ministries()) {
      Map<String, Object> settings = settings(webhook);
      settings.put("tongqiao.alerts.expiry.city-power.password", "2026-01-01");
      try (Relay relay = Relay.start(ground, ministries, 962_000, settings)) {
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(() -> assertThat(told(webhook)).containsExactly("RAISED expiry"));
        webhook.answer(200);
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(webhook.told()).hasSize(2));
        Thread.sleep(1000);
        assertThat(webhook.told())
            .extracting(t -> json(t.text()).path("notice").asLong())
            .hasSize(2)
            .containsOnly(json(webhook.told().get(0).text()).path("notice").asLong());
        JsonNode notice = json(webhook.told().get(0).text());
        assertThat(notice.path("what").asText()).contains("city-power.password", "已于 2026-01-02");
        assertThat(relay.get("monitor", "/actuator/prometheus").text())
            .contains("tongqiao_expiry_days{name=\"city-power.password\"} -");
      }
    }
  }

  @Test
  void alert_inQuietHours_isToldWhenUrgentOnly() throws Exception {
    Ground ground = Ground.in(directory);
    try (var webhook = new Collector(200);
        Simulator ministries = ground.ministries()) {
      Map<String, Object> settings = settings(webhook);
      settings.put("tongqiao.alerts.quiet", "00:00-00:00");
      settings.put("tongqiao.alerts.disk", "1000TB");
      settings.put("tongqiao.alerts.expiry.city-power.password", "2026-01-01");
      try (Relay relay = Relay.start(ground, ministries, 963_000, settings)) {
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(() -> assertThat(told(webhook)).containsExactly("RAISED disk"));
        assertThat(relay.bean(AlertJournal.class).open())
            .extracting(a -> a.alarm().rule())
            .containsExactlyInAnyOrder(Alarm.Rule.DISK, Alarm.Rule.EXPIRY);
      }
    }
  }
}
