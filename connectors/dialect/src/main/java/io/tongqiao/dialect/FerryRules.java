package io.tongqiao.dialect;

import java.util.List;
import java.util.Optional;

/** What must hold in a folder whose system is reached by files through a gap. */
final class FerryRules {

  private final Descriptor descriptor;
  private final LocatedYaml yaml;
  private final List<Fault> faults;

  FerryRules(Descriptor descriptor, LocatedYaml yaml, List<Fault> faults) {
    this.descriptor = descriptor;
    this.yaml = yaml;
    this.faults = faults;
  }

  void check() {
    boolean ferried = descriptor.transport() == Descriptor.Transport.FERRY;
    String endpoint = descriptor.endpoint();
    if (ferried != (endpoint.startsWith("file:") || endpoint.startsWith("sftp:"))) {
      fault(
          "/endpoint",
          "endpoint 与 transport 不符",
          ferried ? "写 file:/目录 或 sftp://主机:端口/目录" : "写 http(s)://…、amqp://… 或 jdbc:…");
    }
    if (!ferried && descriptor.ferry().isPresent()) {
      fault("/ferry", "只有 transport: ferry 的系统有 ferry", "去掉 ferry，或改 transport");
    }
    doors(ferried);
    Optional<Ferry> ferry = descriptor.ferry();
    if (ferried && ferry.isPresent()) {
      link(ferry.get());
      kinds();
      descriptor.operations().forEach((name, operation) -> operation(ferry.get(), name, operation));
    }
  }

  private void link(Ferry ferry) {
    if (ferry.outbox().equals(ferry.inbox())) {
      fault("/ferry/inbox", "inbox 与 outbox 是同一个目录，会读到自己写的包", "改其中一个的目录名");
    }
    if (ferry.split() < 1024) {
      fault("/ferry/split", "split 小于 1KiB，一个包会分成太多片", "写 1KiB 以上的大小，如 10MiB");
    }
    if (ferry.again().isZero() || ferry.every().isZero()) {
      fault("/ferry", "again 或 every 为 0，会不停地摆渡或查看", "写大于 0 的时长，如 again: 30m、every: 10s");
    }
    if (!ferry.hostKey().startsWith(descriptor.id() + ".")) {
      fault(
          "/ferry/hostKey",
          "密钥名 " + ferry.hostKey() + " 不以 " + descriptor.id() + ". 开头",
          "改名，避免读到别的系统的密钥");
    }
  }

  private void kinds() {
    if (!(descriptor.auth() instanceof Auth.None) && !(descriptor.auth() instanceof Auth.Basic)) {
      fault("/auth/kind", "摆渡目录只能用 none，或 SFTP 的 basic", "改为 kind: basic（密码，或以 .ssh-key 结尾的私钥）");
    }
    if (descriptor.seals().findAny().isPresent()) {
      fault("/operations", "摆渡的报文还不能加密封装（sm2、envelope）", "去掉 sm2 或 envelope");
    }
    descriptor
        .provides()
        .forEach(
            (document, provision) -> {
              if (provision.reply() == Provision.Answer.CALL) {
                fault(
                    "/provides/" + document,
                    "摆渡的系统不能当场答复证照",
                    "加上 reply: message，由入口的 PREREQUISITE_ANSWERED 答复");
              }
            });
  }

  private void operation(Ferry ferry, String name, Descriptor.Operation operation) {
    String at = "/operations/" + name;
    if (ferry.acks() && operation.response().isEmpty()) {
      fault(at, name + " 没有写明回执（.ack）的格式", "加上 response，如 {codec: xml}；单向链路写 ferry: {acks: false}");
    }
    if (!ferry.acks() && operation.answer().level() != io.tongqiao.schema.Receipt.Level.TRANSPORT) {
      fault(at + "/answer", "单向链路没有回执，不能确认到 BUSINESS", "在 answer 中写 level: TRANSPORT");
    }
  }

  private void doors(boolean ferried) {
    String first = "";
    for (var entry : descriptor.doors().entrySet()) {
      if (entry.getValue().transport() != Descriptor.DoorTransport.FERRY) {
        continue;
      }
      String at = "/doors/" + entry.getKey();
      if (!ferried) {
        fault(at, "摆渡入口要写在 transport: ferry 的系统中", "改该入口或该系统的 transport");
      }
      if (!first.isEmpty()) {
        fault(at, "一个系统只能有一个摆渡入口", "合并到入口 " + first);
      }
      first = first.isEmpty() ? entry.getKey() : first;
      boolean acks = descriptor.ferry().map(Ferry::acks).orElse(false);
      if (ferried && acks && entry.getValue().reply().isEmpty()) {
        fault(at, "没有写明我们的回执（.ack）怎么写", "加上 reply：format、accepted、refused");
      }
    }
  }

  private void fault(String pointer, String message, String fix) {
    faults.add(new Fault(Folder.DESCRIPTOR, yaml.line(pointer), message, fix));
  }
}
