package io.tongqiao.cli;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import io.tongqiao.simulator.Simulator;
import io.tongqiao.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A relay and the played systems around it, for commands to speak to. */
final class RunningRelay implements AutoCloseable {

  /** What the account that minds systems is for. */
  private static final List<String> MINDING =
      List.of("pause", "resume", "backup", "deploy", "rollback", "withdraw");

  static final String BUREAU = "bureau-platform";
  static final String PROVINCE = "prov-yctb";

  /** Those that tests speak of. */
  private static final List<String> CAST =
      List.of(
          "bureau-platform",
          "city-bdc",
          "city-cdc",
          "city-power",
          "jzsc-sikuyi",
          "mps-population",
          "nat-dzzz",
          "nat-share",
          "prov-dzzz",
          "prov-socialorg",
          "prov-yctb");

  private final Path data;
  private final URI url;
  private final Simulator ministries;
  private final ConfigurableApplicationContext context;
  private final AtomicInteger cases = new AtomicInteger();

  /** With systems that are entered by hand, whose clerks are not played. */
  RunningRelay(Path data, String... byHand) throws IOException {
    this.data = data;
    int http = freePort();
    int amqp = freePort();
    url = URI.create("http://127.0.0.1:" + http);
    Path systems = Files.createDirectories(data.resolve("systems"));
    for (String system : CAST) {
      FolderCopy.of(system, systems);
    }
    for (String system : byHand) {
      FolderCopy.of(system, systems);
    }
    ministries =
        Simulator.start(
            SimulatorSettings.of(systems)
                .withRelay(url, data.resolve("keys"))
                .withBroker(URI.create("amqp://127.0.0.1:" + amqp))
                .withSecrets(data.resolve("secrets"))
                .withOnly(Set.copyOf(CAST)));
    var settings = new HashMap<String, Object>();
    settings.put("TONGQIAO_DATA", data.toString());
    settings.put("TONGQIAO_HTTP_PORT", http);
    settings.put("TONGQIAO_HTTP_ADDRESS", "127.0.0.1");
    settings.put("TONGQIAO_AMQP_PORT", amqp);
    settings.put("tongqiao.systems", systems.toString());
    settings.put("spring.main.register-shutdown-hook", false);
    ministries
        .endpoints()
        .forEach((id, endpoint) -> settings.put("tongqiao.endpoints." + id, endpoint));
    context =
        new SpringApplicationBuilder(TestServer.class)
            .properties("spring.config.location=file:../server/src/main/resources/application.yaml")
            .initializers(
                started ->
                    started
                        .getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", settings)))
            .run();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI url() {
    return url;
  }

  URI simulator() {
    return ministries.url();
  }

  Path key(String holder) {
    return data.resolve("keys").resolve(holder);
  }

  /** Runs a command with the relay's address and the token of whoever does such things. */
  CommandRun run(String... arguments) {
    boolean minds = Stream.of(arguments).anyMatch(MINDING::contains);
    return runAs(key(minds ? "sysadmin" : "operator"), arguments);
  }

  /** Runs a command with the relay's address and a token. */
  CommandRun runAs(Path key, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--relay=" + url);
    all.add("--key=" + key);
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** The same, for the JSON that it prints. */
  JsonNode json(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    return new JsonMapper().readTree(run(all.toArray(String[]::new)).out());
  }

  /** A case that the province's system refuses once; gives its parked delivery. */
  String parked() throws IOException {
    ministries.misbehave(PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    String caseNo = "61092420260601" + String.format("%06d", cases.incrementAndGet());
    for (String sample : List.of("cases--health-01-apply", "cases--health-02-receive")) {
      if (!ministries.play(BUREAU, sample, caseNo).accepted()) {
        throw new AssertionError(sample + " was not accepted");
      }
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> !lane(caseNo).isMissingNode());
    return lane(caseNo).path("deliveryId").asText();
  }

  /** Has a system refuse the next login. */
  void refuseLogin(String system) {
    ministries.misbehave(system, Misbehaviour.of(Kind.STATUS).status(401).operation("login"));
  }

  private JsonNode lane(String caseNo) throws IOException {
    for (JsonNode lane : json("lane", "list", "--state=PARKED", "--limit=500").path("lanes")) {
      if (lane.path("caseNo").asText().equals(caseNo)) {
        return lane;
      }
    }
    return MissingNode.getInstance();
  }

  /** Waits until a delivery stands in a state. */
  void until(String delivery, String state) {
    await("delivery " + delivery + " is " + state)
        .atMost(Duration.ofSeconds(30))
        .until(() -> json("delivery", "show", delivery).path("state").asText().equals(state));
  }

  /** How often the province's system has done anything for a case. */
  long done(String caseNo) {
    return ministries.ledger().stream()
        .filter(e -> e.direction() == LedgerEntry.Direction.RECEIVED && e.done())
        .filter(e -> e.system().equals(PROVINCE) && e.caseNo().equals(caseNo))
        .count();
  }

  @Override
  public void close() throws IOException {
    context.close();
    ministries.close();
  }
}
