package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that stands elsewhere goes away while messages come and deliveries run. */
class BrokerAwayIT {

  private static final String PROVINCE = "prov-yctb";

  @TempDir private Path directory;
  private EmbeddedActiveMQ broker;
  private int port;
  private Relay relay;

  @BeforeEach
  void open() throws Exception {
    relay =
        Relay.onOtherBroker(
            directory,
            chosen -> {
              port = chosen;
              startBroker();
              return Map.of("tongqiao.broker.url", "tcp://127.0.0.1:" + port);
            });
  }

  private void startBroker() throws Exception {
    Path data = directory.resolve("elsewhere");
    var configuration = new ConfigurationImpl();
    configuration.setSecurityEnabled(false).setPersistenceEnabled(true);
    configuration.setJournalDirectory(data.resolve("journal").toString());
    configuration.setBindingsDirectory(data.resolve("bindings").toString());
    configuration.setLargeMessagesDirectory(data.resolve("large").toString());
    configuration.setPagingDirectory(data.resolve("paging").toString());
    configuration.addAcceptorConfiguration("all", "tcp://127.0.0.1:" + port);
    broker = new EmbeddedActiveMQ();
    broker.setConfiguration(configuration);
    broker.start();
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
    relay.ministries().close();
    broker.stop();
  }

  @Test
  void broker_awayForSomeSeconds_costsNothingThatWasAcceptedAndRepeatsNoCall() throws Exception {
    relay
        .ministries()
        .misbehave(PROVINCE, Misbehaviour.of(Kind.DELAY).delay(Duration.ofMillis(1500)));
    var window = new BureauWindow(relay);
    var thread = new Thread(window);
    thread.start();
    await().until(() -> window.cases().size() >= 3);
    String called = relay.caseFor(PROVINCE);
    StoredDelivery delivery = relay.deliveries(called, PROVINCE).get(0);
    await().until(() -> relay.bean(InFlight.class).has(delivery.id()));

    broker.stop();
    await().atMost(Duration.ofSeconds(60)).until(() -> window.count(503) >= 2);
    relay.until(called, PROVINCE, State.DELIVERED);
    long before = window.count(202);
    startBroker();

    await().atMost(Duration.ofSeconds(60)).until(() -> window.count(202) >= before + 6);
    window.close();
    thread.join();
    assertThat(relay.received(PROVINCE, called)).hasSize(1);
    assertThat(relay.deliveries(called, PROVINCE))
        .extracting(StoredDelivery::attempts)
        .containsExactly(1);
    window.assertNothingLostAndNothingTwice();
  }
}
