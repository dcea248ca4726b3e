package io.tongqiao.ferry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ferry whose directories are on an SFTP server. */
class SftpFerryIT extends FerryContract {

  private static final String SYSTEM = FarSide.SYSTEM;

  private Simulator ministries;
  private Relay relay;
  private FarSide far;
  private SftpServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    Ground ground = Ground.in(directory).join(SYSTEM);
    ground.edit(SYSTEM, FerryBench::hurried);
    ground.edit(
        SYSTEM,
        s ->
            s.replace(
                "auth: {kind: none}",
                "auth: {kind: basic, username: tobacco-retail.username, password: tobacco-retail.password}"));
    ministries = ground.ministries();
    far = new FarSide(directory.resolve("ferry"));
    server =
        new SftpServer(
            far.root(), secret(SYSTEM + ".username"), secret(SYSTEM + ".password"), List.of());
    Files.writeString(
        directory.resolve("data/secrets/" + SYSTEM + ".host-key"), server.hostKey() + "\n");
    relay =
        Relay.start(
            ground, ministries, 720_000, Map.of("tongqiao.endpoints." + SYSTEM, server.address()));
  }

  private String secret(String name) {
    return ministries.secrets().find(name).orElseThrow();
  }

  @AfterAll
  void stop() throws Exception {
    relay.close();
    server.close();
    ministries.close();
  }

  @Override
  Relay relay() {
    return relay;
  }

  @Override
  FarSide far() {
    return far;
  }

  /** What a crash leaves behind at each step is what a connection leaves that breaks there. */
  @Test
  void package_whoseWritingIsCutAtAnyStep_isOnePackageInTheEnd() {
    boolean cut = true;
    for (int step = 0; cut; step++) {
      server.cutAfter(step);
      String caseNo = FerryBench.received(relay);
      String name = far.awaitPackage(caseNo);
      cut = server.wasCut();
      server.cutAfter(-1);
      assertThat(far.names("outbox").stream().filter(f -> f.endsWith(".ok"))).hasSize(1);
      far.acknowledge(name, "0000", "YC-" + step, "");
      assertThat(relay.until(caseNo, SYSTEM, State.DELIVERED).receiptNo()).isEqualTo("YC-" + step);
      assertThat(step).isLessThan(60);
    }
  }

  @Test
  void report_whoseReadingIsCutAtAnyStep_isHeardOnceAndPutAway() {
    for (int step = 0; step < 12; step++) {
      String caseNo = FerryBench.received(relay);
      far.acknowledge(far.awaitPackage(caseNo), "0000", "YC-" + caseNo, "");
      relay.until(caseNo, SYSTEM, State.DELIVERED);
      far.until("the acknowledgement is put away", f -> f.names("inbox").isEmpty());
      String name = FarSide.name();
      server.cutAfter(step);
      far.leave(name, "", FarSide.report("1-accept", caseNo));
      far.until(
          "it is put away",
          f ->
              f.has("done", name + ".zip")
                  && f.names("inbox").stream().noneMatch(n -> n.startsWith(name)));
      server.cutAfter(-1);
      assertThat(FerryBench.told(relay, caseNo)).containsExactly("ACCEPT");
      assertThat(far.text("outbox", name + ".ack")).contains("<Code>0000</Code>");
      assertThat(far.has("bad", name + ".reason.txt")).isFalse();
    }
  }
}
