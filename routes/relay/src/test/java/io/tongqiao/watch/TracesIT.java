package io.tongqiao.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Simulator;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace that a sender began goes through door, journal, broker and call; told over OTLP. */
class TracesIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  @TempDir private Path directory;

  @Test
  void trace_ofASender_reachesTheMinistryAndIsTold() throws Exception {
    Ground ground = Ground.in(directory);
    try (var spans = new Collector(200);
        var ministry = new Collector(503);
        Simulator ministries = ground.ministries();
        Relay relay =
            Relay.start(
                ground,
                ministries,
                950_000,
                Map.of(
                    "tongqiao.traces.endpoint",
                    spans.url() + "/v1/traces",
                    "tongqiao.endpoints.prov-yctb",
                    ministry.url().toString()))) {
      String caseNo = relay.newCase();
      for (String name : new String[] {"health-01-apply", "health-02-receive"}) {
        byte[] body = Messages.bureau(name, caseNo).toString().getBytes(StandardCharsets.UTF_8);
        var request =
            relay
                .http()
                .to("/api/v1/messages")
                .header("Authorization", "Bearer " + ground.key(Relay.BUREAU))
                .header("Content-Type", "application/json")
                .header("traceparent", PARENT)
                .POST(BodyPublishers.ofByteArray(body));
        assertThat(relay.http().send(request).status()).isEqualTo(202);
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(ministry.told())
                      .anySatisfy(t -> assertThat(t.traceparent()).contains(TRACE)));
      StoredDelivery delivery = relay.until(caseNo, "prov-yctb", State.WAITING);
      assertThat(relay.bean(Journal.class).message(delivery.messageId()).orElseThrow().body())
          .contains("\"traceparent\":\"00-" + TRACE);
      assertThat(ministry.told().get(0).traceparent()).isNotEqualTo(PARENT);
      toldOf(spans, "accept", "deliver prov-yctb", "call prov-yctb", "POST /api/v1/messages");
    }
  }

  private static void toldOf(Collector spans, String... names) {
    String trace = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              var all = new StringBuilder();
              spans
                  .told()
                  .forEach(t -> all.append(new String(t.body(), StandardCharsets.ISO_8859_1)));
              assertThat(all.toString()).contains(trace).contains(names);
            });
  }
}
