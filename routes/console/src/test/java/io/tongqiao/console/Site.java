package io.tongqiao.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Played;
import io.tongqiao.simulator.Simulator;
import io.tongqiao.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A relay with its operators' door, and the played systems around it, as an operator sees them. */
final class Site implements AutoCloseable {

  static final String BUREAU = "bureau-platform";
  static final String PROVINCE = "prov-yctb";
  static final String POWER = "city-power";
  static final String SOCIAL = "prov-socialorg";

  private static final Path SYSTEMS = Path.of("../../connectors/systems");

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

  private final Path directory;
  private final int httpPort = freePort();
  private final int amqpPort = freePort();
  private final Simulator ministries;
  private final Contract contract = new Contract();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger cases = new AtomicInteger();
  private final Map<String, Object> more;
  private final Set<String> byHand;
  private ConfigurableApplicationContext context;

  /** Plays the systems; a lane that waits does so for an hour. The relay is not started yet. */
  Site(Path directory) throws IOException {
    this(directory, Map.of());
  }

  /** The same, with settings of the relay. */
  Site(Path directory, Map<String, Object> more) throws IOException {
    this(directory, more, Set.of(), false);
  }

  /**
   * The same, with systems that are entered by hand as well.
   *
   * @param played whether the simulator plays their clerks; else the test does
   */
  Site(Path directory, Map<String, Object> more, Set<String> byHand, boolean played)
      throws IOException {
    this.byHand = byHand;
    this.directory = directory;
    this.more = more;
    Files.createDirectories(directory.resolve("data"));
    copySystems();
    ministries =
        Simulator.start(
            SimulatorSettings.of(directory.resolve("systems"))
                .withRelay(url(), directory.resolve("data/keys"))
                .withBroker(URI.create("amqp://127.0.0.1:" + amqpPort))
                .withSecrets(directory.resolve("data/secrets"))
                .withOnly(played ? Set.of() : Set.copyOf(CAST)));
  }

  /** The folders, but for the social organisations' own messages, which would move their cases. */
  private void copySystems() throws IOException {
    try (Stream<Path> files = Files.walk(SYSTEMS)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path relative = SYSTEMS.relativize(file);
        String system = relative.getName(0).toString();
        if ((CAST.contains(system) || byHand.contains(system))
            && !relative.toString().matches(SOCIAL + "/samples/queue--.*")) {
          Path target = directory.resolve("systems").resolve(relative.toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
          if (target.endsWith("system.yaml")) {
            Files.writeString(
                target,
                Files.readString(target)
                    .replaceAll("retry: \\{.*}", "retry: {first: 1h, multiplier: 2, max: 1h}")
                    .replaceAll("timeout: \\d+s", "timeout: 3s"));
          }
        }
      }
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  Site start() {
    return start(Map.of());
  }

  /** The same with settings that take the place of what the ministries say. */
  Site start(Map<String, Object> last) {
    var settings = new HashMap<String, Object>(more);
    settings.put("TONGQIAO_DATA", directory.resolve("data").toString());
    settings.put("TONGQIAO_HTTP_PORT", httpPort);
    settings.put("TONGQIAO_HTTP_ADDRESS", "127.0.0.1");
    settings.put("TONGQIAO_AMQP_PORT", amqpPort);
    settings.put("tongqiao.systems", directory.resolve("systems").toString());
    settings.put("tongqiao.sweep", "100ms");
    settings.put("spring.main.register-shutdown-hook", false);
    ministries
        .endpoints()
        .forEach((id, endpoint) -> settings.put("tongqiao.endpoints." + id, endpoint));
    settings.putAll(last);
    context =
        new SpringApplicationBuilder(TestServer.class)
            .properties("spring.config.location=file:../relay/src/test/resources/application.yaml")
            .initializers(
                started ->
                    started
                        .getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", settings)))
            .run();
    return this;
  }

  void stop() {
    context.close();
  }

  /** A number from the journal of a relay that is stopped. */
  long offline(String sql) {
    var database = new JdbcDataSource();
    database.setUrl(
        "jdbc:h2:file:"
            + directory.resolve("data/journal/tongqiao").toAbsolutePath()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
    database.setUser("sa");
    return JdbcClient.create(database).sql(sql).query(Long.class).single();
  }

  @Override
  public void close() throws IOException {
    context.close();
    ministries.close();
  }

  Simulator ministries() {
    return ministries;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  String key(String holder) {
    try {
      return Files.readString(directory.resolve("data/keys").resolve(holder), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A case number that no other test has. */
  String newCase() {
    return "61092420260501" + String.format("%06d", cases.incrementAndGet());
  }

  /** The bureau's window does all of this to a case, one after the other. */
  String bureau(String caseNo, String... samples) {
    for (String sample : samples) {
      try {
        Played played = ministries.play(BUREAU, "cases--" + sample, caseNo);
        if (!played.accepted()) {
          throw new AssertionError(sample + ": " + played);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return caseNo;
  }

  /** The bureau asks for a holder's documents, for the hygiene permit, and has them all at once. */
  JsonNode pull(String caseNo, String id, String holder, String... materials) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("id", id).put("recheck", true);
    request
        .putObject("purpose")
        .put("orgName", "紫阳县行政审批服务局")
        .put("orgCode", "11610924MBQQ0001X2")
        .put("username", "窗口经办人")
        .put("itemName", "公共场所卫生许可")
        .put("itemCode", "11610924MBQQ0001X24610123001000")
        .put("businessCode", caseNo);
    boolean firm = holder.startsWith("9");
    request
        .putObject("holder")
        .put("name", firm ? "紫阳县示例餐饮有限公司" : "王示范")
        .put("idType", firm ? "001" : "111")
        .put("idNumber", holder);
    for (String material : materials) {
      request.withArray("materials").addObject().put("code", material);
    }
    String path = "/api/v1/cases/" + caseNo + "/prerequisites";
    OperatorAnswer answer = send("POST", path, request.toString(), key(BUREAU));
    if (answer.status() != 200) {
      throw new AssertionError(answer.text());
    }
    return answer.json();
  }

  /** An operator asks. */
  OperatorAnswer get(String path) {
    return ask("GET", path, "", key("operator"));
  }

  /** An operator acts; who minds systems, where a system is paused. */
  OperatorAnswer post(String path, String body) {
    boolean minds =
        path.matches("/ops/v1/(systems/[^/]+/(pause|resume|versions|rollback|withdraw)|backups)");
    return ask("POST", path, body, key(minds ? "sysadmin" : "operator"));
  }

  /** The texts of a delivery as they are. */
  JsonNode texts(long delivery) {
    return post("/ops/v1/deliveries/" + delivery + "/texts", "{\"reason\": \"核对报文\"}").json();
  }

  /** Someone asks with a key; the answer is as the contract says. */
  OperatorAnswer ask(String method, String path, String body, String key) {
    OperatorAnswer answer = send(method, path, body, key);
    contract.check(method, path, body, answer);
    return answer;
  }

  OperatorAnswer send(String method, String path, String body, String key) {
    return sendAs(method, path, body, key.isEmpty() ? "" : "Bearer " + key);
  }

  /** Someone asks with name and password. */
  OperatorAnswer basic(String method, String path, String body, String name, String password) {
    return sendAs(method, path, body, Crew.basic(name, password));
  }

  private OperatorAnswer sendAs(String method, String path, String body, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve(path)).timeout(Duration.ofSeconds(30));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(UTF_8));
      String type = response.headers().firstValue("Content-Type").orElse("");
      return new OperatorAnswer(response.statusCode(), type, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A delivery as the API shows it. */
  JsonNode shown(StoredDelivery delivery) {
    return get("/ops/v1/deliveries/" + delivery.id()).json();
  }

  /** Deliveries of a case to a system, in order. */
  List<StoredDelivery> deliveries(String caseNo, String system) {
    return bean(DeliveryQueries.class).ofCase(caseNo).stream()
        .filter(d -> d.system().equals(system))
        .toList();
  }

  /** Waits until the nth delivery of a case to a system stands in a state, and gives it. */
  StoredDelivery until(String caseNo, String system, int nth, State state) {
    await("delivery " + nth + " of " + caseNo + " to " + system + " is " + state)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(30))
        .until(
            () -> {
              List<StoredDelivery> all = deliveries(caseNo, system);
              return all.size() > nth && all.get(nth).state() == state;
            });
    return deliveries(caseNo, system).get(nth);
  }

  /** What a system received and did of a case, in order. */
  List<LedgerEntry> done(String system, String caseNo) {
    return received(system).stream().filter(e -> e.caseNo().equals(caseNo) && e.done()).toList();
  }

  /** Everything that a system received, in order. */
  List<LedgerEntry> received(String system) {
    return ministries.ledger().stream()
        .filter(e -> e.direction() == LedgerEntry.Direction.RECEIVED)
        .filter(e -> e.system().equals(system))
        .toList();
  }

  /** What the audit tells of an object, oldest first: act and reason. */
  List<Map<String, Object>> audit(String object) {
    return bean(JdbcTemplate.class)
        .queryForList(
            "select actor, act, detail from audit where object like ? order by id",
            "%" + object + "%");
  }
}
