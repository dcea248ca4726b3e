package io.tongqiao.probe;

import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Ferry;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.probe.Step.Found;
import io.tongqiao.probe.Step.Kind;
import io.tongqiao.relay.SystemAddresses;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Tests systems from this node, a few at a time and each once at a time; remembers the last test of
 * each. Paused systems and those out of their hours are tested as well, for nothing is delivered.
 */
@Component
public class Probes implements DisposableBean {

  /** No test takes longer. */
  public static final Duration LONGEST = Steps.LONGEST.plusSeconds(5);

  private static final int SIDE_BY_SIDE = 4;
  private static final Duration LONGEST_STEP = Duration.ofSeconds(20);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Map<String, Probe> last = new ConcurrentHashMap<>();
  private final ExecutorService tests = Executors.newFixedThreadPool(SIDE_BY_SIDE, named("test"));
  private final ExecutorService steps = Executors.newCachedThreadPool(named("test-step"));
  private final List<Part> parts;
  private final SystemAddresses addresses;
  private final Secrets secrets;
  private final Clock clock;

  Probes(List<Part> parts, SystemAddresses addresses, Secrets secrets, Clock clock) {
    this.parts = parts;
    this.addresses = addresses;
    this.secrets = secrets;
    this.clock = clock;
  }

  private static ThreadFactory named(String name) {
    var count = new AtomicInteger();
    return work -> {
      var thread = new Thread(work, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Begins a test, unless one of this system is under way; gives that then. */
  public Probe begin(Dialect dialect) {
    return last.compute(
        dialect.descriptor().id(),
        (id, known) -> known != null && !known.ended() ? known : begun(dialect));
  }

  /** The last test of a system since this node began. */
  public Optional<Probe> last(String system) {
    return Optional.ofNullable(last.get(system));
  }

  private Probe begun(Dialect dialect) {
    Descriptor system = dialect.descriptor();
    Duration limit = shorter(system.limits().timeout(), LONGEST_STEP).plusSeconds(2);
    var taken = new Steps(steps, limit);
    var probe = new Probe(system.id(), clock.instant(), taken);
    tests.execute(
        () -> {
          try {
            test(dialect, taken);
          } finally {
            probe.finish();
          }
        });
    return probe;
  }

  private void test(Dialect dialect, Steps taken) {
    Descriptor system = dialect.descriptor();
    if (system.transport() == Descriptor.Transport.MANUAL) {
      taken.next(
          Kind.ANSWER,
          () ->
              Found.notTried(
                  "由人员在对方页面上录入，通桥不连接对方，没有可测试的",
                  "Clerks enter it on the system's own pages; Tongqiao does not connect, so there is nothing to test."));
      return;
    }
    int millis = (int) shorter(system.limits().timeout(), CONNECT).toMillis();
    boolean open = system.network() == Descriptor.Network.INTERNET;
    new Network(new Certificates(clock, millis), millis).test(addresses.of(system), open, taken);
    taken.always(Kind.SECRETS, () -> secrets(system));
    parts.stream()
        .filter(part -> part.transports().contains(system.transport()))
        .forEach(part -> part.test(dialect, taken));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Found secrets(Descriptor system) {
    boolean ssh = "sftp".equals(addresses.of(system).getScheme());
    Stream<String> host = system.ferry().filter(ferry -> ssh).map(Ferry::hostKey).stream();
    List<String> names = Stream.concat(system.secrets(), host).distinct().toList();
    if (names.isEmpty()) {
      return Found.ok("文件夹没有要用的密钥", "The folder needs no secrets.");
    }
    List<String> missing = names.stream().filter(name -> secrets.find(name).isEmpty()).toList();
    if (missing.isEmpty()) {
      return Found.ok(
          "密钥都在：" + String.join("、", names),
          "All secrets are there: " + String.join(", ", names) + ".");
    }
    String first = missing.get(0);
    return Found.failed(
            "缺少密钥 " + String.join("、", missing),
            "Secrets are missing: " + String.join(", ", missing) + ".")
        .but(
            "向对方索取，放入 <数据目录>/secrets/"
                + first
                + "，或设环境变量 "
                + Conversation.environmentName(first)
                + "；几秒后生效",
            "Get them from the other side and put them into <data>/secrets/"
                + first
                + ", or the environment variable "
                + Conversation.environmentName(first)
                + "; no restart is needed.");
  }

  @Override
  public void destroy() {
    tests.shutdownNow();
    steps.shutdownNow();
  }
}
