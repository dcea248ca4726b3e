package io.tongqiao.dialect;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a schema cannot say of a descriptor: parts that must fit one another. */
final class DescriptorRules {

  /** What the relay itself is called in keys, records and the threads of a case. */
  private static final Set<String> RESERVED = Set.of("operator", "tongqiao", "case");

  private final String folderId;
  private final Descriptor descriptor;
  private final LocatedYaml yaml;
  private final List<Fault> faults;

  DescriptorRules(String folderId, Descriptor descriptor, LocatedYaml yaml, List<Fault> faults) {
    this.folderId = folderId;
    this.descriptor = descriptor;
    this.yaml = yaml;
    this.faults = faults;
  }

  void check() {
    if (!descriptor.id().equals(folderId)) {
      fault("/id", "id 与文件夹名 " + folderId + " 不同", "改成 " + folderId);
    }
    if (RESERVED.contains(descriptor.id())) {
      fault("/id", descriptor.id() + " 是系统自用的名字", "换一个名字，如 city-" + descriptor.id());
    }
    for (int i = 0; i < descriptor.accepts().size(); i++) {
      String operation = descriptor.accepts().get(i).operation();
      if (!descriptor.operations().containsKey(operation)) {
        fault(
            "/accepts/" + i + "/operation",
            "没有名为 " + operation + " 的操作",
            "在 operations 中定义它，或改正名称");
      }
    }
    new ProvisionRules(descriptor, yaml, faults).check();
    new SealRules(descriptor, yaml, faults).check();
    new QueueRules(descriptor, yaml, faults).check();
    pauses();
    descriptor.window().ifPresent(this::window);
    descriptor.test().ifPresent(this::test);
    descriptor.operations().forEach(this::operation);
    doors();
    auth();
  }

  private void pauses() {
    Retry retry = descriptor.retry();
    if (retry.first().isZero()) {
      fault("/retry/first", "第一次重试前不停顿，会不停地呼叫对方", "写大于 0 的时长，如 5s");
    }
    if (retry.first().compareTo(retry.max()) > 0) {
      fault("/retry/max", "最长停顿 max 短于第一次停顿 first", "改大 max 或改小 first");
    }
    if (descriptor.breaker().probe().isZero()) {
      fault("/breaker/probe", "两次探测之间不停顿，会不停地呼叫对方", "写大于 0 的时长，如 30s");
    }
  }

  private void test(Trial test) {
    Descriptor.Transport transport = descriptor.transport();
    if (transport != Descriptor.Transport.HTTP && transport != Descriptor.Transport.SOAP) {
      fault("/test", "只有 http 和 soap 的系统能声明测试时问什么", "去掉 test：其他传输方式自有办法测试");
    }
    String operation = test.operation();
    if (!operation.isEmpty() && !descriptor.operations().containsKey(operation)) {
      fault("/test/operation", "没有名为 " + operation + " 的操作", "在 operations 中定义它，或改正名称");
    }
    if (descriptor.accepts().stream().anyMatch(rule -> rule.operation().equals(operation))) {
      fault("/test/operation", "操作 " + operation + " 会送出办件，不能用来测试", "换一个在对方不改变任何东西的操作");
    }
  }

  private void window(Window window) {
    int before = 0;
    for (int i = 0; i < window.hours().size(); i++) {
      Window.Hours hours = window.hours().get(i);
      if (hours.from() >= hours.to()) {
        fault(
            "/window/hours/" + i, "开始时刻不早于结束时刻", "写成“开始-结束”；跨午夜的分成两段，如 20:00-24:00 和 00:00-06:00");
      }
      if (hours.from() < before) {
        fault("/window/hours/" + i, "时段没有按先后写，或与前一段重叠", "按先后排列，去掉重叠");
      }
      before = hours.to();
    }
  }

  private void operation(String name, Descriptor.Operation operation) {
    String at = "/operations/" + name;
    if (descriptor.doors().containsKey(name)) {
      fault(at, "操作与入口同名：" + name, "改其中一个的名字");
    }
    if (descriptor.transport() == Descriptor.Transport.SOAP
        && operation.request().codec() != Format.Kind.XML) {
      fault(at + "/request", "SOAP 的请求必须是 xml", "改为 codec: xml");
    }
  }

  private void doors() {
    Map<String, String> paths = new HashMap<>();
    Set<String> queues = new HashSet<>();
    descriptor
        .doors()
        .forEach(
            (name, door) -> {
              if (door.gives().isPresent() && door.transport() != Descriptor.DoorTransport.HTTP) {
                fault(
                    "/doors/" + name + "/gives", "只有 HTTP 入口能给出内容", "去掉 gives，或改为 transport: http");
              }
              boolean queue = door.transport() == Descriptor.DoorTransport.QUEUE;
              if (queue && !queues.isEmpty()) {
                fault("/doors/" + name, "一个系统只能有一个队列入口", "合并到入口 " + queues.iterator().next());
              }
              if (queue) {
                queues.add(name);
                return;
              }
              if (door.transport() == Descriptor.DoorTransport.TABLE
                  || door.transport() == Descriptor.DoorTransport.FERRY
                  || door.transport() == Descriptor.DoorTransport.MANUAL) {
                return;
              }
              door.gives().ifPresent(gives -> gives("/doors/" + name, door, gives));
              if (door.path().isEmpty()) {
                fault("/doors/" + name, "HTTP 入口没有路径", "加上 path: /" + name);
              }
              String other = paths.putIfAbsent(door.method() + door.path(), name);
              if (other != null) {
                fault("/doors/" + name + "/path", "与入口 " + other + " 的路径相同", "改其中一个的 path");
              }
              if (door.key().in() != Descriptor.KeyPlace.BEARER && door.key().name().isEmpty()) {
                fault("/doors/" + name + "/key", "没有写明密钥放在哪个参数", "加上 name");
              }
            });
  }

  private void gives(String at, Descriptor.Door door, Gives gives) {
    if (door.reply().isEmpty()) {
      fault(at, "给出内容（gives）的入口没有写明怎么答复", "加上 reply：format、accepted、refused");
    }
    if (gives.what() == Gives.What.CASE && gives.caseNo().equals("null")) {
      fault(at + "/gives", "没有写明对方要的是哪个办件", "加上 caseNo: 取办件编号的表达式");
    }
  }

  private void auth() {
    descriptor
        .auth()
        .secrets()
        .filter(secret -> !secret.startsWith(descriptor.id() + "."))
        .forEach(
            secret ->
                faults.add(
                    new Fault(
                        Folder.DESCRIPTOR,
                        yaml.lineOf(secret),
                        "密钥名 " + secret + " 不以 " + descriptor.id() + ". 开头",
                        "改名，避免读到别的系统的密钥")));
    if (descriptor.auth() instanceof Auth.Token token
        && !descriptor.operations().containsKey(token.login())) {
      fault("/auth/login", "没有名为 " + token.login() + " 的操作", "在 operations 中定义登录操作");
    }
    if (descriptor.auth() instanceof Auth.Token token
        && (token.send().header().isEmpty() == token.send().body().isEmpty())) {
      fault("/auth/send", "没有写明令牌放在哪里，或写了两处", "写 header 或 body 其中之一");
    }
    if (descriptor.auth() instanceof Auth.Signature signature) {
      signature(signature);
    }
    boolean amqp = descriptor.transport() == Descriptor.Transport.AMQP;
    if (amqp && descriptor.address().isEmpty()) {
      fault("/transport", "队列传输没有写明 address", "加上 address: to." + descriptor.id());
    }
    boolean amqpEndpoint = !descriptor.endpoint().startsWith("http");
    boolean other =
        descriptor.transport() == Descriptor.Transport.TABLE
            || descriptor.transport() == Descriptor.Transport.FERRY
            || descriptor.transport().theirBroker()
            || descriptor.endpoint().matches("(jdbc|file|sftp):.*");
    if (!other && amqp != amqpEndpoint) {
      fault(
          "/endpoint",
          "endpoint 与 transport 不符",
          amqp ? "写 amqp://主机:端口 或 own-broker" : "写 http(s)://…");
    }
    if (descriptor.accepts().isEmpty()
        && descriptor.doors().isEmpty()
        && descriptor.provides().isEmpty()) {
      fault("/id", "既不接收消息（accepts），也没有入口（doors），也不提供证照（provides）", "至少写一样");
    }
  }

  private void signature(Auth.Signature signature) {
    String ending = signature.algorithm() == Signer.Algorithm.SM2 ? ".private-key" : ".rsa-key";
    if (!signature.key().endsWith(ending)) {
      fault("/auth/key", "密钥名 " + signature.key() + " 不以 " + ending + " 结尾", "改名为 …" + ending);
    }
    if (signature.send().header().isEmpty() == signature.send().body().isEmpty()) {
      fault("/auth/send", "没有写明签名放在哪里，或写了两处", "写 header 或 body 其中之一");
    }
    signature.time().ifPresent(this::time);
  }

  private void time(Auth.Time time) {
    if (!usable(time.pattern())) {
      fault("/auth/time/pattern", "时间格式不能识别：" + time.pattern(), "写 java.time 的格式，如 yyyyMMddHHmmss");
    }
  }

  private static boolean usable(String pattern) {
    try {
      var any = OffsetDateTime.of(2026, 3, 16, 9, 0, 0, 0, ZoneOffset.ofHours(8));
      return !DateTimeFormatter.ofPattern(pattern).format(any).isBlank();
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  private void fault(String pointer, String message, String fix) {
    faults.add(new Fault(Folder.DESCRIPTOR, yaml.line(pointer), message, fix));
  }
}
