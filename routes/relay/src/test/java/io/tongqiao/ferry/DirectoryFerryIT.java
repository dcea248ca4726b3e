package io.tongqiao.ferry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ferry whose directories are on this machine. */
class DirectoryFerryIT extends FerryContract {

  private Simulator ministries;
  private Relay relay;
  private FarSide far;
  private Map<String, Object> settings;

  @BeforeAll
  void start(@TempDir Path directory) {
    Ground ground = Ground.in(directory).join(FarSide.SYSTEM);
    ground.edit(FarSide.SYSTEM, FerryBench::hurried);
    far = new FarSide(directory.resolve("ferry"));
    settings = Map.of("tongqiao.endpoints." + FarSide.SYSTEM, far.root().toUri().toString());
    ministries = ground.ministries();
    relay = Relay.start(ground, ministries, 700_000, settings);
  }

  @AfterAll
  void stop() throws IOException {
    relay.close();
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

  @Test
  void package_acknowledgedWhileTheRelayWasDown_isDeliveredAfterTheStartAndNotFerriedTwice() {
    String caseNo = FerryBench.received(relay);
    String name = far.awaitPackage(caseNo);
    relay.until(caseNo, FarSide.SYSTEM, State.WAITING);
    relay.close();
    far.take(name);
    far.acknowledge(name, "0000", "YC-9", "");

    relay = Relay.start(relay.ground(), ministries, 710_000, settings);

    assertThat(relay.until(caseNo, FarSide.SYSTEM, State.DELIVERED).receiptNo()).isEqualTo("YC-9");
    assertThat(far.names("outbox")).noneMatch(f -> f.startsWith(name));
  }

  @Test
  void directory_thatIsAway_makesTheCaseWaitAndNothingIsLost() throws Exception {
    Path away = far.root().resolveSibling("away");
    Files.move(far.root(), away);
    String caseNo;
    try {
      caseNo = FerryBench.received(relay);
      assertThat(relay.until(caseNo, FarSide.SYSTEM, State.WAITING).cause())
          .contains("不能写入", "不存在");
    } finally {
      Files.move(away, far.root());
    }
    far.acknowledge(far.awaitPackage(caseNo), "0000", "YC-10", "");
    relay.until(caseNo, FarSide.SYSTEM, State.DELIVERED);
  }
}
