package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.QueueAddress;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.SampleRun;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Systems with a broker of their own, spoken to as the relay does: AMQP 0.9.1 and JMS. */
class TheirBrokersIT {

  private static final String RABBIT = "city-gongai";
  private static final String JMS = "prov-road";

  @TempDir private Path directory;
  private Simulator simulator;

  @AfterEach
  void stop() throws Exception {
    simulator.close();
  }

  private void start() throws Exception {
    simulator = Simulator.start(SimulatorSettings.of(Caller.SYSTEMS).withOnly(Set.of(RABBIT, JMS)));
  }

  private Connection rabbit(String password) throws Exception {
    var factory = new ConnectionFactory();
    factory.setUri(simulator.endpoints().get(RABBIT));
    factory.setUsername(simulator.secrets().find("city-gongai.username").orElseThrow());
    factory.setPassword(password);
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection();
  }

  private Connection rabbit() throws Exception {
    return rabbit(simulator.secrets().find("city-gongai.password").orElseThrow());
  }

  private JMSContext jms() {
    return new ActiveMQConnectionFactory(simulator.endpoints().get(JMS))
        .createContext(
            simulator.secrets().find("prov-road.username").orElseThrow(),
            simulator.secrets().find("prov-road.password").orElseThrow());
  }

  private List<Sample> samples(Folder folder, Dialect dialect) {
    return new Script(folder, dialect.descriptor())
        .outbound().stream().filter(sample -> !sample.failing()).toList();
  }

  private static byte[] body(Dialect dialect, Sample sample) throws Exception {
    var run = new SampleRun(dialect, sample);
    return dialect.codec().encode(dialect.operation(sample.part()).request(), run.draft().tree());
  }

  private void untilAllAreDone(String system, List<Sample> sent) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(simulator.ledger())
                    .filteredOn(e -> e.system().equals(system))
                    .filteredOn(e -> e.direction() == LedgerEntry.Direction.RECEIVED)
                    .hasSize(sent.size())
                    .allMatch(e -> e.disposition().equals("accepted"))
                    .extracting(LedgerEntry::operation)
                    .containsExactlyElementsOf(sent.stream().map(Sample::part).toList()));
  }

  @Test
  void everySample_overAmqp091_isRoutedConfirmedAndTaken() throws Exception {
    start();
    Folder folder = Folder.read(Caller.SYSTEMS.resolve(RABBIT));
    Dialect dialect = Dialect.compile(folder);
    List<Sample> samples = samples(folder, dialect);
    var returns = new ConcurrentLinkedQueue<String>();
    try (Connection connection = rabbit();
        Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.addReturnListener(returned -> returns.add(returned.getRoutingKey()));
      String exchange = QueueAddress.of(dialect.descriptor().address()).orElseThrow().name();
      for (Sample sample : samples) {
        var operation = dialect.operation(sample.part());
        Map<String, Object> headers = new TreeMap<>(operation.headers());
        var properties = new AMQP.BasicProperties.Builder().headers(headers).deliveryMode(2);
        byte[] body = body(dialect, sample);
        channel.basicPublish(exchange, operation.action(), true, properties.build(), body);
        assertThat(channel.waitForConfirms(5_000)).isTrue();
      }
    }
    assertThat(samples).hasSizeGreaterThan(10);
    assertThat(returns).isEmpty();
    untilAllAreDone(RABBIT, samples);
  }

  @Test
  void everySample_overJms_isTaken() throws Exception {
    start();
    Folder folder = Folder.read(Caller.SYSTEMS.resolve(JMS));
    Dialect dialect = Dialect.compile(folder);
    List<Sample> samples = samples(folder, dialect);
    try (JMSContext context = jms()) {
      for (Sample sample : samples) {
        BytesMessage message = context.createBytesMessage();
        message.writeBytes(body(dialect, sample));
        for (var header : dialect.operation(sample.part()).headers().entrySet()) {
          message.setStringProperty(header.getKey(), header.getValue());
        }
        context.createProducer().send(context.createQueue("DLYZ.BJ"), message);
      }
    }
    assertThat(samples).hasSizeGreaterThan(5);
    untilAllAreDone(JMS, samples);
  }

  @Test
  void message_unreadable_isAmongTheDead() throws Exception {
    start();
    try (Connection connection = rabbit();
        Channel channel = connection.createChannel()) {
      channel.basicPublish("gongai.project", "ASK", true, null, "{".getBytes(UTF_8));
      await().atMost(Duration.ofSeconds(10)).until(() -> channel.messageCount("dead") == 1);
    }
  }

  @Test
  void caller_withAnotherPassword_isNotLetIn() throws Exception {
    start();
    assertThatThrownBy(() -> rabbit("another").close()).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsLeftAtADoor_killedAndStartedAgain_isStillThere() throws Exception {
    SimulatorSettings settings =
        SimulatorSettings.of(Caller.SYSTEMS)
            .withOnly(Set.of(RABBIT, JMS))
            .withPort(port())
            .withSecrets(directory.resolve("secrets"))
            .withLedger(directory.resolve("ledger.jsonl"));
    simulator = Simulator.start(settings);
    Map<String, String> endpoints = simulator.endpoints();
    assertThat(simulator.play(RABBIT, "queue--uploaded", "").accepted()).isTrue();
    assertThat(simulator.play(JMS, "queue--certificate-made", "").accepted()).isTrue();
    simulator.close();

    simulator = Simulator.start(settings);
    assertThat(simulator.endpoints()).isEqualTo(endpoints);
    try (Connection connection = rabbit();
        Channel channel = connection.createChannel()) {
      GetResponse left = channel.basicGet("tongqiao", true);
      assertThat(new String(left.getBody(), UTF_8)).contains("SJSCZT");
    }
    try (JMSContext context = jms();
        var consumer = context.createConsumer(context.createQueue("DLYZ.HZ"))) {
      assertThat(consumer.receive(5_000).getBody(byte[].class)).isNotEmpty();
    }
  }

  /** With room for the ports after it. */
  private static int port() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (free(port) && free(port + 5) && free(port + 6)) {
        return port;
      }
    }
  }

  private static boolean free(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
