package io.tongqiao.dialect;

import io.tongqiao.schema.Receipt;
import java.util.List;
import java.util.Optional;

/** What must fit where a system has a broker of its own (JMS, RabbitMQ). */
final class QueueRules {

  private final Descriptor descriptor;
  private final LocatedYaml yaml;
  private final List<Fault> faults;

  QueueRules(Descriptor descriptor, LocatedYaml yaml, List<Fault> faults) {
    this.descriptor = descriptor;
    this.yaml = yaml;
    this.faults = faults;
  }

  void check() {
    descriptor.doors().forEach(this::door);
    if (!descriptor.transport().theirBroker()) {
      return;
    }
    endpoint();
    address();
    if (!(descriptor.auth() instanceof Auth.Basic) && !(descriptor.auth() instanceof Auth.None)) {
      fault(
          "/auth/kind",
          "消息代理只认用户名和密码",
          "改为 kind: basic，写 username 和 password 的密钥名；不需要的写 kind: none");
    }
    descriptor.operations().forEach(this::operation);
  }

  private boolean jms() {
    return descriptor.transport() == Descriptor.Transport.JMS;
  }

  private void endpoint() {
    boolean fits =
        jms()
            ? descriptor.endpoint().startsWith("tcp://")
            : descriptor.endpoint().startsWith("amqp");
    if (!fits) {
      fault(
          "/endpoint",
          "endpoint 与 transport 不符",
          jms() ? "写 tcp://主机:61616（Artemis）" : "写 amqp://主机:5672/虚拟主机，TLS 写 amqps://（RabbitMQ）");
    }
    if (descriptor.endpoint().contains("@")) {
      fault("/endpoint", "endpoint 中写了用户名或密码", "去掉 @ 及其之前的部分，用 auth: {kind: basic, …} 写密钥名");
    }
  }

  private void address() {
    Optional<QueueAddress> address = QueueAddress.of(descriptor.address());
    boolean exchange = address.filter(a -> a.kind() == QueueAddress.Kind.EXCHANGE).isPresent();
    boolean needed = !descriptor.operations().isEmpty() || !descriptor.address().isEmpty();
    if (needed && (address.isEmpty() || exchange == jms())) {
      fault(
          descriptor.address().isEmpty() ? "/transport" : "/address",
          "没有写明发到对方代理的哪里，或写法不能识别",
          jms() ? "写 address: /queues/队列名 或 /topics/主题名" : "写 address: /exchanges/交换机名/路由键");
    }
  }

  private void operation(String name, Descriptor.Operation operation) {
    if (operation.answer().level() != Receipt.Level.TRANSPORT) {
      fault(
          "/operations/" + name + "/answer/level",
          "消息代理只能说收到，说不了业务是否接受",
          "在 answer 中写 level: TRANSPORT");
    }
    boolean keyless =
        QueueAddress.of(descriptor.address())
            .filter(a -> a.kind() == QueueAddress.Kind.EXCHANGE && a.key().isEmpty())
            .isPresent();
    if (keyless && operation.action().isEmpty()) {
      fault("/operations/" + name, "没有写明路由键", "加上 action: 路由键，或写在 address 中：/exchanges/交换机名/路由键");
    }
  }

  private void door(String name, Descriptor.Door door) {
    if (door.transport() != Descriptor.DoorTransport.QUEUE || door.path().isEmpty()) {
      return;
    }
    String at = "/doors/" + name + "/path";
    if (!descriptor.transport().theirBroker()) {
      fault(
          at,
          "只有 transport 为 jms 或 rabbitmq 的系统才有自己的队列可读",
          "去掉 path：对方发到本系统代理的 in." + descriptor.id());
      return;
    }
    if (QueueAddress.of(door.path()).filter(a -> a.kind() == QueueAddress.Kind.QUEUE).isEmpty()) {
      fault(at, "队列入口的 path 不能识别：" + door.path(), "写 path: /queues/对方代理上的队列名");
    }
  }

  private void fault(String pointer, String message, String fix) {
    faults.add(new Fault(Folder.DESCRIPTOR, yaml.line(pointer), message, fix));
  }
}
