package io.tongqiao.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.Journal;
import io.tongqiao.relay.AmqpCaller;
import io.tongqiao.relay.Relay;
import jakarta.jms.BytesMessage;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The relay on a broker that stands elsewhere, by settings alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalBrokerIT {

  private static final Path EXAMPLE =
      Path.of(
          "../../schemas/src/main/resources/io/tongqiao/schema/examples/messages/permit/01-apply.json");

  private final EmbeddedActiveMQ elsewhere = new EmbeddedActiveMQ();
  private Relay relay;
  private AmqpCaller caller;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    relay =
        Relay.onOtherBroker(
            directory,
            port -> {
              var configuration = new ConfigurationImpl();
              configuration
                  .setSecurityEnabled(false)
                  .setPersistenceEnabled(true)
                  .setMaxDiskUsage(-1);
              configuration.setJournalDirectory(directory.resolve("elsewhere/journal").toString());
              configuration.setBindingsDirectory(
                  directory.resolve("elsewhere/bindings").toString());
              configuration.setLargeMessagesDirectory(
                  directory.resolve("elsewhere/large").toString());
              configuration.setPagingDirectory(directory.resolve("elsewhere/paging").toString());
              configuration.addAcceptorConfiguration("all", "tcp://127.0.0.1:" + port);
              elsewhere.setConfiguration(configuration);
              elsewhere.start();
              return Map.of("tongqiao.broker.url", "tcp://127.0.0.1:" + port);
            });
    caller = new AmqpCaller(relay.ground().broker().toString(), "any", "any");
  }

  @AfterAll
  void stop() throws Exception {
    relay.close();
    elsewhere.stop();
  }

  @Test
  void case_overABrokerElsewhere_isDispatchedAndDelivered() {
    String caseNo = relay.caseFor("city-power");
    relay.untilQuiet(caseNo);
    assertThat(relay.done("city-power", caseNo)).hasSize(1);
  }

  @Test
  void queueDoor_goodMessage_isInTheJournal() throws Exception {
    String caseNo = relay.newCase();
    String message = Files.readString(EXAMPLE).replace("610924202603020001", caseNo);
    caller.send("in.bureau-platform", message);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(relay.bean(Journal.class).messages(caseNo)).hasSize(1));
  }

  @Test
  void queueDoor_badMessage_isKeptWithTheReason() throws Exception {
    caller.send("in.bureau-platform", "{\"specversion\": \"1.0\"}");
    try (var connection =
            new JmsConnectionFactory(relay.ground().broker().toString()).createConnection();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        var consumer = session.createConsumer(session.createQueue("rejected.bureau-platform"))) {
      connection.start();
      var kept = (BytesMessage) consumer.receive(20_000);
      assertThat(kept.getStringProperty("problem"))
          .startsWith("urn:tongqiao:problem:invalid")
          .contains("/subject");
      assertThat(new String(kept.getBody(byte[].class), UTF_8)).contains("specversion");
    }
  }
}
