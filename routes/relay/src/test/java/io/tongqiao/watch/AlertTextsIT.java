package io.tongqiao.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Alerts as text messages, over the platform that is played from its folder. */
class AlertTextsIT {

  private static final String PLATFORM = "city-sms";
  private static final String PROVINCE = "prov-yctb";
  private static final String POWER = "city-power";

  @TempDir private Path directory;

  private static Map<String, Object> settings(String... expiring) {
    var settings = new HashMap<String, Object>();
    settings.put("tongqiao.alerts.sms.to.duty", "10000000005");
    settings.put("tongqiao.alerts.sms.to.head", "10000000006");
    settings.put("tongqiao.alerts.sms.window", "1h");
    settings.put("tongqiao.alerts.every", "200ms");
    settings.put("tongqiao.watch", "200ms");
    for (String secret : expiring) {
      settings.put("tongqiao.alerts.expiry." + secret, "2026-01-01");
    }
    return settings;
  }

  private Ground ground() {
    return Ground.in(directory).join(PLATFORM);
  }

  /** Texts that the platform has taken, each once. */
  private static List<LedgerEntry> texts(Simulator ministries) {
    return ministries.ledger().stream()
        .filter(e -> e.system().equals(PLATFORM) && e.operation().equals("alert"))
        .filter(e -> e.done() && !e.repeat())
        .toList();
  }

  private static void awaitTexts(Simulator ministries, int count) {
    await("texts")
        .atMost(Duration.ofSeconds(25))
        .untilAsserted(() -> assertThat(texts(ministries)).hasSize(count));
  }

  @Test
  void alertsOfARule_goTogetherInOneTextToEachTelephone_andNoOtherWithinTheWindow()
      throws Exception {
    Ground ground = ground();
    try (Simulator ministries = ground.ministries();
        Relay relay =
            Relay.start(
                ground,
                ministries,
                970_000,
                settings("city-power.password", "prov-yctb.password"))) {
      awaitTexts(ministries, 2);
      assertThat(texts(ministries)).extracting(LedgerEntry::messageId).doesNotHaveDuplicates();
      ministries.misbehave(PROVINCE, Misbehaviour.of(Misbehaviour.Kind.BUSINESS));
      relay.until(relay.caseFor(PROVINCE), PROVINCE, State.PARKED);
      awaitTexts(ministries, 4);
      ministries.misbehave(POWER, Misbehaviour.of(Misbehaviour.Kind.BUSINESS));
      relay.until(relay.caseFor(POWER), POWER, State.PARKED);
      JdbcTemplate journal = relay.bean(JdbcTemplate.class);
      await("the second system's notice is held back")
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(() -> assertThat(heldBack(journal)).isOne());
      assertThat(texts(ministries)).hasSize(4);
      journal.update(
          "update alert_notice set sent_at = sent_at - interval '2' hour where sent_at is not null");
      journal.update(
          "update alert_notice set due_at = due_at - interval '2' hour where sent_at is null");
      awaitTexts(ministries, 6);
      assertThat(heldBack(journal)).isZero();
      assertThat(relay.bean(Situation.class).now().path("texted").toString())
          .isEqualTo("{\"duty\":\"*******0005\",\"head\":\"*******0006\"}");
    }
  }

  private static long heldBack(JdbcTemplate journal) {
    return journal.queryForObject(
        "select count(*) from alert_notice where channel = 'sms' and sent_at is null and attempts = 0",
        Long.class);
  }

  @Test
  void text_whoseAnswerWasLost_isSentAgainUnderItsNumber_andArrivesOnce() throws Exception {
    Ground ground = ground();
    try (Simulator ministries = ground.ministries()) {
      ministries.misbehave(PLATFORM, Misbehaviour.of(Misbehaviour.Kind.LOST));
      try (Relay relay =
          Relay.start(ground, ministries, 971_000, settings("city-power.password"))) {
        await("told")
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(sent(relay)).isOne());
        assertThat(texts(ministries)).hasSize(2);
        assertThat(
                ministries.ledger().stream()
                    .filter(e -> e.system().equals(PLATFORM) && e.operation().equals("alert"))
                    .filter(LedgerEntry::repeat))
            .isNotEmpty();
      }
    }
  }

  private static long sent(Relay relay) {
    return relay
        .bean(JdbcTemplate.class)
        .queryForObject(
            "select count(*) from alert_notice where channel = 'sms' and sent_at is not null",
            Long.class);
  }

  @Test
  void text_inQuietHours_goesWhenUrgentOnly_alsoFromBeforeThem() throws Exception {
    Ground ground = ground();
    try (Simulator ministries = ground.ministries()) {
      Map<String, Object> settings = settings("city-power.password");
      ministries.misbehave(PLATFORM, Misbehaviour.of(Misbehaviour.Kind.DROP).times(99));
      try (Relay relay = Relay.start(ground, ministries, 972_000, settings)) {
        await("raised by day, and not taken")
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () ->
                    assertThat(
                            relay
                                .bean(JdbcTemplate.class)
                                .queryForObject(
                                    "select max(attempts) from alert_notice", Long.class))
                        .isPositive());
      }
      ministries.behave(PLATFORM);
      settings.put("tongqiao.alerts.quiet", "00:00-00:00");
      settings.put("tongqiao.alerts.disk", "1000TB");
      try (Relay relay = Relay.start(ground, ministries, 973_000, settings)) {
        awaitTexts(ministries, 2);
        Thread.sleep(7_000);
        assertThat(texts(ministries)).hasSize(2);
        assertThat(sent(relay)).isOne();
      }
    }
  }
}
