package io.tongqiao.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Caller;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@RelayTest
class MetricsIT {

  private static final String PROVINCE = "prov-yctb";
  private static final String METRICS = "/actuator/prometheus";

  @Autowired private Relay relay;

  private String metrics() {
    Caller.Answer answer = relay.get("monitor", METRICS);
    assertThat(answer.status()).isEqualTo(200);
    return answer.text();
  }

  @Test
  void metrics_withoutAKeyOrWithASystems_areDenied() {
    Caller.Answer nobody = relay.http().get(METRICS, "");
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.text()).isEmpty();
    assertThat(relay.get(Relay.BUREAU, METRICS).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/cases/x", "/actuator/env", "/actuator", "/ops/v1/alerts"})
  void monitorsKey_opensNothingElse(String path) {
    assertThat(relay.get("monitor", path).status()).isEqualTo(401);
  }

  @Test
  void metrics_afterADelivery_countDoorAttemptAndCommit() {
    String caseNo = relay.caseFor(PROVINCE);
    relay.until(caseNo, PROVINCE, State.DELIVERED);
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .containsPattern("tongqiao_intake_total\\{.*outcome=\"accepted\".*} [1-9]")
                    .containsPattern(
                        "tongqiao_delivery_attempts_total\\{outcome=\"confirmed\",system=\"prov-yctb\"} [1-9]")
                    .containsPattern(
                        "tongqiao_delivery_duration_seconds_bucket\\{system=\"prov-yctb\",le=\"30.0\"} [1-9]")
                    .containsPattern("tongqiao_journal_commit_seconds_count [1-9]")
                    .contains("tongqiao_gate{state=\"flowing\",system=\"prov-yctb\"} 1")
                    .contains("tongqiao_queue_messages{queue=\"out.prov-yctb\"}")
                    .contains("tongqiao_accepting 1"));
    assertThat(metrics()).as("nothing of a case").doesNotContain(caseNo);
  }

  @Test
  void lanes_thatWait_areCountedWithTheirAge() {
    relay.pause(PROVINCE);
    String caseNo = relay.caseFor(PROVINCE);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .containsPattern("tongqiao_lanes\\{state=\"ready\",system=\"prov-yctb\"} [1-9]")
                    .containsPattern("tongqiao_oldest_open_seconds\\{system=\"prov-yctb\"} [1-9]")
                    .contains("tongqiao_gate{state=\"paused\",system=\"prov-yctb\"} 1"));
    relay.bean(io.tongqiao.journal.PauseJournal.class).resume(PROVINCE);
    relay.until(caseNo, PROVINCE, State.DELIVERED);
  }

  /** The dashboard of the operators may name nothing that is not there. */
  @Test
  void dashboard_everyMetricThatItNames_isExported() throws IOException {
    relay.until(relay.caseFor(PROVINCE), PROVINCE, State.DELIVERED);
    JsonNode dashboard =
        new JsonMapper().readTree(Path.of("../../deploy/grafana/tongqiao.json").toFile());
    var named = new TreeSet<String>();
    for (JsonNode expression : dashboard.findValues("expr")) {
      // a metric is what stands before its braces
      Matcher metric = Pattern.compile("([a-z_]+)\\{").matcher(expression.asText());
      while (metric.find()) {
        named.add(metric.group(1));
      }
    }
    assertThat(named).hasSizeGreaterThan(15);
    named.remove("tongqiao_expiry_days"); // of secrets, and these tests have none
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () -> {
              String exported = "\n" + metrics();
              assertThat(named).allSatisfy(name -> assertThat(exported).contains("\n" + name));
            });
  }
}
