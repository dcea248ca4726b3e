package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A system with a RabbitMQ of its own, over AMQP 0.9.1. */
class RabbitSystemsIT extends TheirBrokerContract {

  /** The broker binds one routing key only; what closes a case has another. */
  @Override
  String folder(String descriptor) {
    return descriptor
        .replace("/exchanges/gongai.project ", "/exchanges/gongai.project/XM ")
        .replace("action: XMSPSXBLXXXXB", "action: XM")
        .replaceFirst("action: XMSPSXBLXXB", "action: XM")
        .replace("action: XMSPSXBLXXB", "action: NOWHERE");
  }

  @Override
  int brokerPort(int simulator) {
    return simulator + 6;
  }

  private static Connection connect(URI broker, String user, String password) throws Exception {
    var factory = new ConnectionFactory();
    factory.setUri(broker);
    factory.setUsername(user);
    factory.setPassword(password);
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection();
  }

  @Override
  void leave(URI broker, String user, String password, byte[] body) throws Exception {
    try (Connection connection = connect(broker, user, password);
        Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.basicPublish("", "tongqiao", true, named(), body);
      channel.waitForConfirmsOrDie(5_000);
    }
  }

  private static BasicProperties named() {
    return new BasicProperties.Builder().messageId(UUID.randomUUID().toString()).build();
  }

  @Override
  long dead(URI broker, String user, String password) throws Exception {
    try (Connection connection = connect(broker, user, password);
        Channel channel = connection.createChannel()) {
      return channel.messageCount("dead");
    }
  }

  @Test
  void message_thatNoQueueIsBoundFor_isParkedWithTheRoutingKey_notLost() throws IOException {
    String caseNo = relay().newCase();
    relay().bureau(caseNo, "permit-01-apply", "permit-02-receive");
    relay().until(caseNo, SYSTEM, State.DELIVERED);
    String sample =
        Files.readString(Ground.SYSTEMS.resolve(SYSTEM + "/samples/void/canonical.json"));
    String other = new JsonMapper().readTree(sample).path("subject").asText();
    var message = (ObjectNode) new JsonMapper().readTree(sample.replace(other, caseNo));
    Caller.Answer answer = relay().post(Relay.BUREAU, message);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    StoredDelivery parked = relay().until(caseNo, SYSTEM, State.PARKED);
    assertThat(parked.cause()).contains("退回", "NOWHERE", "gongai.project");
  }
}
