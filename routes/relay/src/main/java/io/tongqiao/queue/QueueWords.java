package io.tongqiao.queue;

import io.tongqiao.probe.Step.Found;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;

/** What tests of queues find. */
final class QueueWords {

  private QueueWords() {}

  static Found unasked() {
    return Found.notTried(
        "没有发送报文：放进队列的就是办件，对方会办理",
        "No message was sent: what is put into a queue is a case, which the other side would work on.");
  }

  static Found shutOut() {
    return Found.failed("对方的消息代理不让登录", "Their broker does not let us in.")
        .but(
            "核对用户名和密码的值，以及对方是否给该用户开了权限",
            "Compare user and password with what the other side issued, and ask whether that user may connect.");
  }

  static Found notThere(String place) {
    return Found.failed("没有 " + place, "There is no " + place + ".")
        .but(
            "请对方建立，或核对 system.yaml 的 address 和入口的 path",
            "The other side has to make it; or check address, and path of the doors, in system.yaml.");
  }

  /** How a queue or address of an Artemis stands; nothing is made, taken or sent. */
  static Found stands(Connection connection, String name) throws JMSException {
    try (var session = (ActiveMQSession) connection.createSession()) {
      ClientSession core = session.getCoreSession();
      ClientSession.QueueQuery queue = core.queueQuery(SimpleString.of(name));
      if (queue.isExists()) {
        Found found =
            Found.ok(
                "队列 "
                    + name
                    + " 在：积压 "
                    + queue.getMessageCount()
                    + " 条，"
                    + queue.getConsumerCount()
                    + " 个读取者",
                "Queue "
                    + name
                    + " is there: "
                    + queue.getMessageCount()
                    + " messages, "
                    + queue.getConsumerCount()
                    + " readers.");
        return queue.getConsumerCount() > 0
            ? found
            : found.but("现在没有人读取：请对方连上来", "Nobody reads it now: ask the other side to connect.");
      }
      ClientSession.AddressQuery address = core.addressQuery(SimpleString.of(name));
      if (address.isExists() || address.isAutoCreateQueues()) {
        return Found.ok(
            "地址 " + name + " 可用，还没有队列，有报文或读取者时自动建立",
            "Address "
                + name
                + " can be used; its queue is made with the first message or reader.");
      }
      return notThere(name);
    } catch (ActiveMQException e) {
      return Found.failed(
              "查看 " + name + " 未成：" + e.getType(), name + " could not be looked at: " + e.getType())
          .but("请对方查看其消息代理", "The other side has to look at its broker.");
    }
  }
}
