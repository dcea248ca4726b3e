package io.tongqiao.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.GateStatus;
import io.tongqiao.watch.Alarm.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What of that which is seen is an alarm. One thread asks. */
@Component
class AlertRules {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(Span.CHINA);

  private final AlertProperties settings;
  private final Catalogue catalogue;
  private final Secrets secrets;
  private final Heard heard;
  private final OpenHours hours;
  private final Recent recent;
  private Optional<Instant> refusing = Optional.empty();

  AlertRules(
      AlertProperties settings,
      Catalogue catalogue,
      Secrets secrets,
      Heard heard,
      OpenHours hours,
      MeterRegistry registry) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.secrets = secrets;
    this.heard = heard;
    this.hours = hours;
    this.recent = new Recent(registry, settings.errorWindow());
  }

  /** All that is wrong now. */
  List<Alarm> of(Sight.Seen seen) {
    List<Alarm> found = new ArrayList<>();
    refusing = seen.refusal().map(why -> refusing.orElse(seen.at()));
    Map<String, Recent.Attempts> attempts = recent.look(seen.at());
    refusing(seen).ifPresent(found::add);
    disk(seen).ifPresent(found::add);
    for (Dialect dialect : catalogue.working()) {
      Descriptor system = dialect.descriptor();
      Stream.of(
              breaker(system, seen),
              errorRate(system, seen, attempts),
              oldest(system, seen),
              parked(system, seen),
              silence(system, seen),
              secret(system, seen))
          .flatMap(Optional::stream)
          .forEach(found::add);
    }
    for (Catalogue.Broken broken : catalogue.broken()) {
      found.add(
          new Alarm(
              Rule.BROKEN,
              broken.id(),
              seen.at(),
              "系统 " + broken.id() + " 的文件夹有错，没有启用，给它的报文不会送出",
              "在文件夹上运行 tongqiao system check，按提示改好后重启服务"));
    }
    for (Expiries.Expiry expiry : seen.expiries()) {
      expiry(expiry, seen.at()).ifPresent(found::add);
    }
    return found;
  }

  /** Whether a rule can say yet that all is well: after a start, a share says nothing. */
  boolean knows(Rule rule, Instant now) {
    return rule != Rule.ERROR_RATE || recent.full(now);
  }

  private Optional<Alarm> refusing(Sight.Seen seen) {
    return refusing
        .filter(since -> !since.plus(settings.refusing()).isAfter(seen.at()))
        .map(
            since ->
                new Alarm(
                    Rule.REFUSING,
                    "",
                    since,
                    "通桥自 " + TIME.format(since) + " 起不受理任何报文：" + seen.refusal().orElse(""),
                    "检查数据库、消息服务和磁盘；恢复后自动受理，发送方会自行重发"));
  }

  private Optional<Alarm> disk(Sight.Seen seen) {
    return seen.free() >= settings.disk().toBytes()
        ? Optional.empty()
        : Optional.of(
            new Alarm(
                Rule.DISK,
                "",
                seen.at(),
                "数据目录所在磁盘只剩 " + (seen.free() >> 20) + " MB",
                "清理或扩充磁盘；低于 tongqiao.min-free 时停止受理"));
  }

  private Optional<Alarm> breaker(Descriptor system, Sight.Seen seen) {
    GateStatus gate = seen.gates().get(system.id());
    boolean tooLong =
        gate != null
            && gate.state() == GateStatus.State.BREAKER_OPEN
            && !gate.since().plus(settings.breaker()).isAfter(seen.at());
    return tooLong
        ? Optional.of(
            new Alarm(
                Rule.BREAKER,
                system.id(),
                gate.since(),
                named(system) + " 自 " + TIME.format(gate.since()) + " 起熔断，给它的报文都留着",
                "查对方服务和网络：tongqiao lane list --causes；对方恢复后自动续送"))
        : Optional.empty();
  }

  private Optional<Alarm> errorRate(
      Descriptor system, Sight.Seen seen, Map<String, Recent.Attempts> attempts) {
    Recent.Attempts of = attempts.getOrDefault(system.id(), new Recent.Attempts(0, 0));
    if (of.failed() < settings.errorLeast() || of.share() < settings.errorRate()) {
      return Optional.empty();
    }
    String what =
        String.format(
            "%s 最近 %d 分钟投递 %.0f 次，失败 %.0f 次",
            named(system), settings.errorWindow().toMinutes(), of.all(), of.failed());
    return Optional.of(
        new Alarm(
            Rule.ERROR_RATE,
            system.id(),
            seen.at().minus(settings.errorWindow()),
            what,
            "看原因：tongqiao lane list --causes --system " + system.id()));
  }

  private Optional<Alarm> oldest(Descriptor system, Sight.Seen seen) {
    boolean paused =
        Optional.ofNullable(seen.gates().get(system.id()))
            .filter(g -> g.state() == GateStatus.State.PAUSED)
            .isPresent();
    // of an open system all hours count: it is waited for at night, too
    return seen.openFor(system.id())
        .oldest()
        .filter(since -> !paused && !since.plus(settings.oldest()).isAfter(seen.at()))
        .filter(
            since ->
                system.window().isEmpty()
                    || hours.passed(settings.oldest(), system.window(), since, seen.at()))
        .map(
            since ->
                new Alarm(
                    Rule.OLDEST,
                    system.id(),
                    since,
                    named(system) + " 最早一件自 " + TIME.format(since) + " 受理，至今没有了结",
                    "看是哪一件：tongqiao lane list --system " + system.id()));
  }

  private Optional<Alarm> parked(Descriptor system, Sight.Seen seen) {
    long parked = seen.openFor(system.id()).count(State.PARKED);
    return settings.parked() == 0 || parked < settings.parked()
        ? Optional.empty()
        : Optional.of(
            new Alarm(
                Rule.PARKED,
                system.id(),
                seen.at(),
                named(system) + " 有 " + parked + " 件停下来等人处理",
                "看原因：tongqiao lane list --system " + system.id() + "；更正、重发、跳过或退回"));
  }

  private Optional<Alarm> silence(Descriptor system, Sight.Seen seen) {
    Duration limit = settings.silence().getOrDefault(system.id(), Duration.ZERO);
    if (limit.isZero() || !hours.open(system.window(), seen.at())) {
      return Optional.empty();
    }
    Instant last = heard.from(system.id());
    return hours.passed(limit, system.window(), last, seen.at())
        ? Optional.of(
            new Alarm(
                Rule.SILENCE,
                system.id(),
                last,
                named(system) + " 自 " + TIME.format(last) + " 起没有任何来文，而现在是工作时间",
                "问对方是否停机，查网络和密钥；对方确实没有业务时可不理会"))
        : Optional.empty();
  }

  private Optional<Alarm> secret(Descriptor system, Sight.Seen seen) {
    List<String> missing = system.secrets().filter(s -> secrets.find(s).isEmpty()).toList();
    boolean waitedFor = seen.openFor(system.id()).oldest().isPresent();
    return missing.isEmpty() || !waitedFor
        ? Optional.empty()
        : Optional.of(
            new Alarm(
                Rule.BROKEN,
                system.id(),
                seen.at(),
                named(system) + " 缺少密钥 " + String.join("、", missing) + "，有报文送不出",
                "放入 <数据目录>/secrets/<名字>，几秒后生效，不必重启"));
  }

  private Optional<Alarm> expiry(Expiries.Expiry expiry, Instant now) {
    if (expiry.end().minus(settings.ahead()).isAfter(now)) {
      return Optional.empty();
    }
    String what =
        expiry.end().isAfter(now)
            ? " 将于 " + TIME.format(expiry.end()) + " 到期"
            : " 已于 " + TIME.format(expiry.end()) + " 到期";
    return Optional.of(
        new Alarm(
            Rule.EXPIRY,
            expiry.name(),
            expiry.end().minus(settings.ahead()),
            "密钥或证书 " + expiry.name() + what,
            "向对方申请新的，放入 <数据目录>/secrets，再改 tongqiao.alerts.expiry." + expiry.name()));
  }

  private static String named(Descriptor system) {
    return system.name().zh() + "（" + system.id() + "）";
  }
}
