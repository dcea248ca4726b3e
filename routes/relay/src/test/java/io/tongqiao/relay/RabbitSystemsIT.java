package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import java.net.URI;
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
      channel.basicPublish("", "tongqiao", true, null, body);
      channel.waitForConfirmsOrDie(5_000);
    }
  }

  @Override
  long dead(URI broker, String user, String password) throws Exception {
    try (Connection connection = connect(broker, user, password);
        Channel channel = connection.createChannel()) {
      return channel.messageCount("dead");
    }
  }

  @Test
  void message_thatNoQueueIsBoundFor_isParkedWithTheRoutingKey_notLost() {
    String caseNo = relay().newCase();
    relay().bureau(caseNo, "permit-01-apply", "permit-02-receive");
    relay().until(caseNo, SYSTEM, State.DELIVERED);
    var message = Messages.canonical("permit/02-receive", caseNo);
    message.put("id", caseNo + "-void").put("type", "io.tongqiao.case.deleted");
    assertThat(relay().post(Relay.BUREAU, message).status()).isEqualTo(202);
    StoredDelivery parked = relay().until(caseNo, SYSTEM, State.PARKED);
    assertThat(parked.cause()).contains("退回", "NOWHERE", "gongai.project");
  }
}
