package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.dialect.Verdict;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulator in a process of its own, killed and started again with the ledger that it left. */
class ProcessIT {

  private static final String CASE = "61092420260316990007";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;
  private StandInRelay relay;
  private Process process;
  private int port;
  private Caller province;

  @BeforeEach
  void start() throws Exception {
    relay = new StandInRelay();
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    run();
    var wire = HttpWire.to("http://127.0.0.1:" + port + "/prov-yctb");
    province = new Caller("prov-yctb", Clock.systemUTC(), wire, this::secret);
  }

  @AfterEach
  void stop() {
    kill();
    relay.close();
  }

  private Optional<String> secret(String name) {
    try {
      return Optional.of(Files.readString(directory.resolve("secrets").resolve(name)).strip());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path ledger() {
    return directory.resolve("ledger.jsonl");
  }

  private void run() throws Exception {
    String path = System.getProperty("java.class.path");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", path),
                SimulatorMain.class.getName(),
                "--systems=" + Caller.SYSTEMS,
                "--only=prov-yctb,city-power",
                "--port=" + port,
                "--secrets=" + directory.resolve("secrets"),
                "--ledger=" + ledger(),
                "--relay=" + relay.url(),
                "--keys=" + directory.resolve("keys"),
                "--quiet")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
            .start();
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> entries("") != null);
  }

  /** SIGKILL: nothing of the process runs any more. */
  private void kill() {
    process.destroyForcibly().onExit().join();
  }

  private JsonNode entries(String query) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + port + "/ledger" + query);
    return JSON.readTree(HttpWire.exchange(HttpRequest.newBuilder(url).build()).body());
  }

  @Test
  void restart_afterKill_knowsTheWorkAndGivesTheSameReceipt() throws Exception {
    Verdict first = province.verdict("push-case", CASE, Caller.messageId(1));
    kill();
    Files.writeString(ledger(), "{\"seq\":2,\"at\":\"2026-0", StandardOpenOption.APPEND);
    run();
    assertThat(province.verdict("push-case", CASE, Caller.messageId(1))).isEqualTo(first);
    assertThat(province.verdict("push-case", CASE, Caller.messageId(2))).isNotEqualTo(first);
    assertThat(entries("?caseNo=" + CASE).findValuesAsText("repeat"))
        .containsExactly("false", "true", "false");
    assertThat(entries("").findValuesAsText("seq")).containsExactly("1", "2", "3");
    List<String> lines = Files.readAllLines(ledger());
    assertThat(lines).hasSize(3);
    assertThat(JSON.readTree(lines.get(1)).path("repeat").asBoolean()).isTrue();
  }

  @Test
  void restart_callerGotNoAnswer_repetitionIsARepeat() throws Exception {
    byte[] lost = "{\"kind\": \"lost\"}".getBytes(UTF_8);
    HttpWire.post("http://127.0.0.1:" + port + "/misbehave/prov-yctb", "application/json", lost);
    assertThatThrownBy(() -> province.verdict("push-case", CASE, Caller.messageId(3)))
        .isInstanceOf(IOException.class);
    kill();
    run();
    Verdict again = province.verdict("push-case", CASE, Caller.messageId(3));
    assertThat(again.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(entries("").findValuesAsText("receiptNo"))
        .containsExactly(again.receiptNo(), again.receiptNo());
    assertThat(entries("").findValuesAsText("repeat")).containsExactly("false", "true");
  }

  @Test
  void restart_storyUntold_isToldThen() throws Exception {
    province.verdict("push-case", CASE, Caller.messageId(4));
    kill();
    assertThat(relay.heard()).isEmpty();
    Files.createDirectories(directory.resolve("keys"));
    Files.writeString(directory.resolve("keys").resolve("prov-yctb"), "key");
    run();
    await().atMost(Duration.ofSeconds(30)).until(() -> entries("").size() == 4);
    assertThat(relay.heard()).hasSize(3);
    kill();
    run();
    await().during(Duration.ofSeconds(1)).until(() -> relay.heard().size() == 3);
    assertThat(entries("").findValuesAsText("answer"))
        .containsExactly(
            "push-case", "callback--1-accept", "callback--2-step", "callback--3-approved");
  }
}
