package io.tongqiao.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.probe.Step.Kind;
import io.tongqiao.probe.Step.Outcome;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections of every transport, tested against the played systems: well, and with one fault each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProbesIT {

  private static final String POWER = "city-power";
  private static final String TABLES = "nat-zwfw-bj";
  private static final String FERRY = "tobacco-retail";
  private static final String RABBIT = "city-gongai";

  private Path directory;
  private Simulator ministries;
  private Relay relay;
  private int closed;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    directory = empty;
    Ground ground =
        Ground.in(directory).join(TABLES, FERRY, RABBIT, "prov-road", "nhc-dzh", "city-jc");
    Path power = directory.resolve("systems/" + POWER);
    Files.writeString(power.resolve("ping.to-system.jslt"), "{\"ping\": \"1\"}\n");
    Path sample = Files.createDirectories(power.resolve("samples/ping"));
    Files.writeString(sample.resolve("response.json"), "{\"code\": \"200\", \"msg\": \"在\"}\n");
    ground.edit(
        POWER,
        s ->
            s.replace(
                "operations:\n",
                "test: {operation: ping}\noperations:\n  ping: {path: /ping, request: {codec: json}, response: {codec: json}, answer: {success: .body.code == \"200\", code: .body.code, message: .body.msg}}\n"));
    ministries = ground.ministries();
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    relay =
        Relay.start(
            ground,
            ministries,
            760_000,
            Map.of(
                "tongqiao.endpoints.mps-population",
                "http://no-such-ministry.invalid/check",
                "tongqiao.endpoints.nat-dzzz",
                "http://127.0.0.1:" + closed,
                "tongqiao.endpoints.city-jc",
                ground.broker().toString()));
  }

  @AfterAll
  void stop() throws IOException {
    relay.close();
    ministries.close();
  }

  private Probe tested(String system) {
    Probe probe =
        relay.bean(Probes.class).begin(relay.bean(Catalogue.class).find(system).orElseThrow());
    try {
      probe.await(Probes.LONGEST);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(probe.ended()).isTrue();
    return probe;
  }

  private static Step step(Probe probe, Kind kind) {
    return probe.steps().stream().filter(s -> s.kind() == kind).findFirst().orElseThrow();
  }

  /** Changes a secret as the relay sees it, while something is tested. */
  private Probe testedWith(String system, String secret, String value) throws IOException {
    Path file = directory.resolve("data/secrets/" + secret);
    String right = Files.readString(file);
    try {
      Files.writeString(file, value);
      return tested(system);
    } finally {
      Files.writeString(file, right);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "city-power, OK, NOT_TRIED, OK",
    "nat-share, OK, NOT_TRIED, NOT_TRIED",
    "prov-yctb, NOT_TRIED, NOT_TRIED, NOT_TRIED",
    "jzsc-sikuyi, NOT_TRIED, NOT_TRIED, OK",
    "prov-socialorg, NOT_TRIED, OK, NOT_TRIED",
    "nat-zwfw-bj, OK, OK, NOT_TRIED",
    "tobacco-retail, NOT_TRIED, OK, NOT_TRIED",
    "city-gongai, OK, OK, NOT_TRIED",
    "prov-road, OK, OK, NOT_TRIED"
  })
  void system_thatIsWell_passes(String system, Outcome signIn, Outcome place, Outcome answer) {
    int before = ministries.ledger().size();
    Probe probe = tested(system);
    assertThat(probe.passed()).as(probe.steps().toString()).isTrue();
    assertThat(step(probe, Kind.SECRETS).outcome()).isEqualTo(Outcome.OK);
    assertThat(step(probe, Kind.SIGN_IN).outcome()).isEqualTo(signIn);
    assertThat(
            probe.steps().stream()
                .filter(s -> s.kind() == Kind.PLACE)
                .map(Step::outcome)
                .findFirst()
                .orElse(Outcome.NOT_TRIED))
        .isEqualTo(place);
    assertThat(step(probe, Kind.ANSWER).outcome()).isEqualTo(answer);
    assertThat(probe.steps()).allSatisfy(s -> assertThat(s.what().zh()).isNotEmpty());
    assertThat(probe.steps())
        .allSatisfy(s -> assertThat(s.what().en()).doesNotContainPattern("\\p{IsHan}{6}"));
    assertThat(ministries.ledger().stream().skip(before))
        .allMatch(e -> !e.done() || e.operation().equals("ping"));
  }

  @Test
  void manualSystem_hasNothingToTest() {
    Probe probe = tested("nhc-dzh");
    assertThat(probe.steps()).hasSize(1);
    assertThat(probe.passed()).isTrue();
    assertThat(probe.steps().get(0).what().zh()).contains("没有可测试的");
  }

  @Test
  void name_thatDoesNotResolve_isSaid_andSecretsAreLookedAtAllTheSame() {
    Probe probe = tested("mps-population");
    assertThat(step(probe, Kind.NAME).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(step(probe, Kind.TCP).outcome()).isEqualTo(Outcome.NOT_TRIED);
    assertThat(step(probe, Kind.SECRETS).outcome()).isEqualTo(Outcome.OK);
    assertThat(step(probe, Kind.SIGN_IN).outcome()).isEqualTo(Outcome.NOT_TRIED);
  }

  @Test
  void port_thatIsWrong_failsAtTcp() {
    Probe probe = tested("nat-dzzz");
    assertThat(step(probe, Kind.TCP).what().zh()).contains("127.0.0.1:" + closed + " 拒绝连接");
    assertThat(probe.passed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {POWER, "nat-share", TABLES, RABBIT, "prov-road"})
  void secret_thatIsWrong_failsAtSigningIn_withoutShowingIt(String system) throws IOException {
    String secret = system + (system.equals("nat-share") ? ".appkey" : ".password");
    Probe probe = testedWith(system, secret, "0123456789abcdef-falsch");
    assertThat(step(probe, Kind.SIGN_IN).outcome())
        .as(probe.steps().toString())
        .isEqualTo(Outcome.FAILED);
    assertThat(step(probe, Kind.SIGN_IN).next().zh()).contains("核对");
    assertThat(probe.steps().toString()).doesNotContain("falsch");
    assertThat(tested(system).passed()).isTrue();
  }

  @Test
  void brokerOverAmqp_thatWantsAUser_failsAtSigningIn() {
    Probe probe = tested("city-jc");
    assertThat(step(probe, Kind.TCP).outcome()).isEqualTo(Outcome.OK);
    assertThat(step(probe, Kind.SIGN_IN).what().zh()).as(probe.steps().toString()).contains("不让登录");
  }

  @Test
  void secret_thatIsMissing_isNamed() throws IOException {
    Probe probe = testedWith(POWER, POWER + ".password", "");
    assertThat(step(probe, Kind.SECRETS).what().zh()).contains("缺少密钥 city-power.password");
    assertThat(step(probe, Kind.SECRETS).next().zh())
        .contains("TONGQIAO_SECRET_CITY_POWER_PASSWORD");
    assertThat(step(probe, Kind.SIGN_IN).outcome()).isEqualTo(Outcome.NOT_TRIED);
  }

  private void tables(String... statements) throws Exception {
    String url = ministries.endpoints().get(TABLES);
    String user = ministries.secrets().find(TABLES + ".username").orElseThrow();
    String password = ministries.secrets().find(TABLES + ".password").orElseThrow();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void table_thatIsLacking_isNamed_andSoIsAColumn() throws Exception {
    tables("alter table up_pro_accept rename to up_pro_accept_away");
    Probe without = tested(TABLES);
    tables("alter table up_pro_accept_away rename to up_pro_accept");
    assertThat(step(without, Kind.PLACE).what().zh()).contains("没有表 up_pro_accept");
    tables("alter table up_pro_accept alter column project_no rename to project_away");
    Probe renamed = tested(TABLES);
    tables("alter table up_pro_accept alter column project_away rename to project_no");
    assertThat(step(renamed, Kind.PLACE).what().zh()).contains("表 up_pro_accept 没有列 project_no");
    assertThat(tested(TABLES).passed()).isTrue();
  }

  @Test
  void directory_ofAFerry_thatIsAway_isNamed() throws Exception {
    Path root = Path.of(java.net.URI.create(ministries.endpoints().get(FERRY)));
    Path away = root.resolveSibling("away");
    Files.move(root, away);
    Probe probe = tested(FERRY);
    Files.move(away, root);
    assertThat(step(probe, Kind.PLACE).what().zh()).contains("不存在", root.toString());
  }

  @Test
  void tests_ofOneSystemAtATime_areOne() {
    Catalogue catalogue = relay.bean(Catalogue.class);
    Probes probes = relay.bean(Probes.class);
    Probe first = probes.begin(catalogue.find(POWER).orElseThrow());
    Probe second = probes.begin(catalogue.find(POWER).orElseThrow());
    assertThat(first.ended() || second == first).isTrue();
    assertThat(probes.last(POWER)).isPresent();
  }
}
