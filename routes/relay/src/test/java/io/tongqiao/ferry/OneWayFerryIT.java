package io.tongqiao.ferry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A link on which nothing is acknowledged: both sides compare lists once a day. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneWayFerryIT {

  private static final String SYSTEM = FarSide.SYSTEM;

  private Simulator ministries;
  private Relay relay;
  private FarSide far;

  @BeforeAll
  void start(@TempDir Path directory) {
    Ground ground = Ground.in(directory).join(SYSTEM);
    ground.edit(
        SYSTEM,
        s ->
            FerryBench.hurried(s)
                .replace("acks: true", "acks: false, list: \"00:00\"")
                .replaceAll("(?m)^ +response: .*\n", "")
                .replaceAll("success: .*", "success: .status == 200\n      level: TRANSPORT")
                .replaceAll("(?m)^ +(notNow|receiptNo|code|message): .*\n", ""));
    far = new FarSide(directory.resolve("ferry"));
    ministries = ground.ministries();
    relay =
        Relay.start(
            ground,
            ministries,
            750_000,
            Map.of("tongqiao.endpoints." + SYSTEM, far.root().toUri().toString()));
  }

  @AfterAll
  void stop() throws IOException {
    relay.close();
    ministries.close();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(relay.bean(Clock.class).instant(), ZoneOffset.ofHours(8));
  }

  private static String list(LocalDate day, String kind) {
    return SYSTEM + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE) + "_" + kind + ".list";
  }

  private String delivered(String[] name) {
    String caseNo = FerryBench.received(relay);
    name[0] = far.awaitPackage(caseNo);
    relay.until(caseNo, SYSTEM, State.DELIVERED);
    return caseNo;
  }

  private String line(String name) {
    return far.text("outbox", name + ".sm3").lines().findFirst().orElseThrow().substring(0, 64)
        + "  "
        + name
        + "\n";
  }

  @Test
  void package_written_isDeliveredAtTransport_andWhatTheirListLacksIsFerriedAgain()
      throws InterruptedException {
    var came = new String[1];
    var lost = new String[1];
    String caseNo = delivered(came);
    assertThat(relay.until(caseNo, SYSTEM, State.DELIVERED).level()).isEqualTo("TRANSPORT");
    delivered(lost);
    String theirs = line(came[0]) + "# 1\n";
    far.take(lost[0]);

    // of tomorrow, so that what was sent just now should be in it
    String file = list(today().plusDays(1), "received");
    far.put("inbox", file, theirs.replace("# 1\n", "").getBytes(UTF_8));
    Thread.sleep(500);
    assertThat(far.has("inbox", file)).as("a list without its end is not read").isTrue();
    far.put("inbox", file, theirs.getBytes(UTF_8));

    far.until("the lost one is there again", f -> f.has("outbox", lost[0] + ".ok"));
    far.until("the list is put away", f -> f.has("done", file));
    assertThat(far.payload(lost[0])).contains("<Package>");
    assertThat(far.names("outbox")).noneMatch(f -> f.startsWith(came[0]));
  }

  @Test
  void packages_thatTheySentAndWeLack_areNamedForTheOperator() {
    String name = FarSide.name();
    String file = list(today().minusDays(3), "sent");
    far.put("inbox", file, ("0".repeat(64) + "  " + name + "\n# 1\n").getBytes(UTF_8));
    far.until("it is told", f -> f.has("bad", file + ".missing.txt"));
    assertThat(new String(far.text("bad", file + ".missing.txt").getBytes(UTF_8), UTF_8))
        .contains(name);
  }

  @Test
  void lists_ofTheDay_areWrittenOnce() {
    String file = list(today(), "sent");
    far.until(
        "our lists are there",
        f -> f.has("outbox", file) && f.has("outbox", list(today(), "received")));
    assertThat(far.text("outbox", file)).containsPattern("# \\d+\n");
  }
}
