package io.tongqiao.ferry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.probe.Probe;
import io.tongqiao.probe.Probes;
import io.tongqiao.probe.Step;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
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
  private Path directory;
  private SftpServer server;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    directory = empty;
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
      // the one before may be delivered and still be on its way out of the outbox
      far.until(
          "it is the one package",
          f ->
              f.names("outbox").stream()
                  .filter(file -> file.endsWith(".ok"))
                  .toList()
                  .equals(List.of(name + ".ok")));
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

  @Test
  void report_sentAgainWhileItIsBeingPutAside_isNotTakenAlong() {
    String caseNo = FerryBench.received(relay);
    far.acknowledge(far.awaitPackage(caseNo), "0000", "YC-" + caseNo, "");
    relay.until(caseNo, SYSTEM, State.DELIVERED);
    String name = FarSide.name();
    byte[] good = FarSide.report("1-accept", caseNo);
    server.onceMoved("/bad/" + name + ".ok", () -> far.leave(name, "", good));
    server.onceMoved("/done/" + name + ".zip", () -> far.leave(name, "", good));

    far.leave(name, "", "<Package/>".getBytes(StandardCharsets.UTF_8));

    far.until("it is accepted", f -> f.has("done", name + ".zip"));
    far.until(
        "it is accepted once more",
        f -> f.names("inbox").stream().noneMatch(n -> n.startsWith(name)));
    assertThat(far.names("bad")).contains(name + ".zip", name + ".sm3", name + ".ok");
    assertThat(FerryBench.told(relay, caseNo)).containsExactly("ACCEPT");
  }

  @Test
  void test_whereTheHostKeyIsAnother_failsAtSigningIn() throws Exception {
    Probe well = tested();
    assertThat(well.passed()).as(well.steps().toString()).isTrue();
    Path key = directory.resolve("data/secrets/" + SYSTEM + ".host-key");
    String right = Files.readString(key);
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    Files.writeString(key, PublicKeyEntry.toString(generator.generateKeyPair().getPublic()));
    Probe wrong = tested();
    Files.writeString(key, right);
    Step signIn =
        wrong.steps().stream().filter(s -> s.kind() == Step.Kind.SIGN_IN).findFirst().orElseThrow();
    assertThat(signIn.outcome()).isEqualTo(Step.Outcome.FAILED);
    assertThat(signIn.next().zh()).contains(SYSTEM + ".host-key");
  }

  private Probe tested() throws InterruptedException {
    Probe probe =
        relay.bean(Probes.class).begin(relay.bean(Catalogue.class).find(SYSTEM).orElseThrow());
    probe.await(Probes.LONGEST);
    return probe;
  }
}
