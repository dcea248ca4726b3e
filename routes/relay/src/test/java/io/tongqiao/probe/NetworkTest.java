package io.tongqiao.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.probe.Step.Kind;
import io.tongqiao.probe.Step.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Name, TCP, TLS: against real sockets, good and bad. */
class NetworkTest {

  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  @TempDir private Path directory;

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
  }

  private static List<Step> tested(String address) {
    var steps = new Steps(THREADS, Duration.ofSeconds(8));
    new Network(new Certificates(Clock.systemUTC(), 3000), 3000)
        .test(URI.create(address), true, steps);
    return steps.taken();
  }

  private static Step only(List<Step> steps, Outcome outcome) {
    return steps.stream().filter(step -> step.outcome() == outcome).findFirst().orElseThrow();
  }

  @Test
  void name_thatDoesNotResolve_failsFirst_andTheRestIsNotTried() {
    List<Step> steps = tested("http://no-such-ministry.invalid/api");
    assertThat(steps).extracting(Step::kind).containsExactly(Kind.NAME, Kind.TCP, Kind.TLS);
    assertThat(steps)
        .extracting(Step::outcome)
        .containsExactly(Outcome.FAILED, Outcome.NOT_TRIED, Outcome.NOT_TRIED);
    assertThat(steps.get(0).what().zh()).contains("no-such-ministry.invalid 解析不了");
    assertThat(steps.get(0).next().zh()).contains("tongqiao.endpoints");
    assertThat(steps.get(0).next().en()).isNotEmpty();
  }

  @Test
  void port_onWhichNobodyListens_failsAtTcp_namingIt() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    List<Step> steps = tested("http://localhost:" + port + "/api");
    assertThat(steps)
        .extracting(Step::outcome)
        .containsExactly(Outcome.OK, Outcome.FAILED, Outcome.NOT_TRIED);
    assertThat(steps.get(1).what().zh()).contains("localhost:" + port, "拒绝连接");
    assertThat(steps.get(1).what().en()).contains("refuses the connection");
  }

  @Test
  void certificate_thatHasEnded_failsAtTls_sayingWhen() throws Exception {
    try (var server = new TlsServer(directory, "localhost", "-20d", 10)) {
      List<Step> steps = tested("https://localhost:" + server.port());
      assertThat(only(steps, Outcome.FAILED).kind()).isEqualTo(Kind.TLS);
      assertThat(steps.get(2).what().zh()).contains("CN=localhost", "到期", "天前");
      assertThat(steps.get(2).next().zh()).contains("请对方更换证书");
    }
  }

  @Test
  void certificate_ofAnUnknownIssuer_failsAtTls_namingTheIssuer() throws Exception {
    try (var server = new TlsServer(directory, "localhost", "-1d", 90)) {
      Step tls = tested("https://localhost:" + server.port()).get(2);
      assertThat(tls.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(tls.what().zh()).contains("不受信任", "CN=localhost");
    }
  }

  @Test
  void certificate_ofATrustedIssuer_tellsHowLongItIsGood() throws Exception {
    try (var server = new TlsServer(directory, "localhost", "-1d", 91)) {
      Step tls = server.trusted(() -> tested("https://localhost:" + server.port()).get(2));
      assertThat(tls.outcome()).as(tls.toString()).isEqualTo(Outcome.OK);
      assertThat(tls.what().zh()).contains("TLSv1.3", "还有 89 天");
      assertThat(tls.next()).isEqualTo(Words.NONE);
    }
  }

  @Test
  void certificate_thatEndsSoon_isWell_withAWarning() throws Exception {
    try (var server = new TlsServer(directory, "localhost", "-1d", 15)) {
      Step tls = server.trusted(() -> tested("https://localhost:" + server.port()).get(2));
      assertThat(tls.outcome()).isEqualTo(Outcome.OK);
      assertThat(tls.next().zh()).contains("快到期了");
    }
  }

  @Test
  void certificate_ofAnotherName_failsAtTls() throws Exception {
    try (var server = new TlsServer(directory, "elsewhere.example", "-1d", 90)) {
      Step tls = server.trusted(() -> tested("https://localhost:" + server.port()).get(2));
      assertThat(tls.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(tls.what().zh()).contains("不能用于 localhost");
    }
  }

  @Test
  void tls_whereNobodySpeaksIt_failsAtTls() throws Exception {
    try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var deaf =
          new Thread(
              () -> {
                try {
                  while (true) {
                    try (var caller = socket.accept()) {
                      caller
                          .getOutputStream()
                          .write(
                              "SSH-2.0-other\r\n"
                                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    }
                  }
                } catch (java.io.IOException e) {
                  // the test is over
                }
              });
      deaf.start();
      Step tls = tested("https://localhost:" + socket.getLocalPort()).get(2);
      assertThat(tls.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(tls.what().zh()).contains("没有完成 TLS 握手");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://yctb.example/ycsl, yctb.example:443, true",
    "http://yctb.example:8081/ycsl, yctb.example:8081, false",
    "amqps://mq.example/vhost, mq.example:5671, true",
    "tcp://mq.example:61617?sslEnabled=true, mq.example:61617, true",
    "sftp://ferry.example/x, ferry.example:22, false",
    "jdbc:postgresql://db.example/qzk?sslmode=require, db.example:5432, false",
    "jdbc:oracle:thin:@//db.example:1522/qzk, db.example:1522, false",
    "jdbc:dm://db.example?schema=S, db.example:5236, false",
    "jdbc:h2:tcp://127.0.0.1:9093/x, 127.0.0.1:9093, false",
    "http://[::1]:8080/x, [::1]:8080, false"
  })
  void target_ofAnAddress_isItsHostAndPort(String address, String target, boolean tls) {
    assertThat(Target.of(URI.create(address)))
        .hasValueSatisfying(
            found -> {
              assertThat(found).hasToString(target);
              assertThat(found.tls()).isEqualTo(tls);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"own-broker", "file:/srv/ferry/x", "jdbc:h2:mem:x", "jdbc:oracle:thin:@QZK"})
  void target_ofAnAddressWithoutAHost_isNone(String address) {
    assertThat(Target.of(URI.create(address))).isEmpty();
  }

  @Test
  void step_thatTakesTooLong_isBrokenOff_andTheNextIsNotTried() {
    var steps = new Steps(THREADS, Duration.ofMillis(200));
    steps.next(
        Kind.SIGN_IN,
        () -> {
          Thread.sleep(60_000);
          return Step.Found.ok("", "");
        });
    steps.next(Kind.ANSWER, () -> Step.Found.ok("", ""));
    assertThat(steps.taken().get(0).what().zh()).contains("没有应答");
    assertThat(steps.taken().get(1).outcome()).isEqualTo(Outcome.NOT_TRIED);
  }

  @Test
  void step_thatThrows_tellsNothingOfTheMessage() {
    var steps = new Steps(THREADS, Duration.ofSeconds(1));
    steps.next(
        Kind.SIGN_IN,
        () -> {
          throw new IllegalStateException("jdbc:x://u:geheim@h");
        });
    assertThat(steps.taken().toString()).contains("IllegalStateException").doesNotContain("geheim");
  }
}
