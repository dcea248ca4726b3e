package io.tongqiao.watch;

import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** What is said of an alert. */
final class AlertText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Span.CHINA);

  private AlertText() {}

  /** In a line. */
  static String subject(AlertJournal.Notice notice) {
    Alarm alarm = notice.alert().alarm();
    String about = alarm.subject().isEmpty() ? "" : "：" + alarm.subject();
    return "【通桥" + word(notice.kind()) + "】" + alarm.rule().title() + about;
  }

  private static String word(AlertJournal.Kind kind) {
    return switch (kind) {
      case RAISED -> "告警";
      case STILL -> "告警仍在";
      case OVER -> "告警解除";
    };
  }

  /** What happened, since when, what to do. */
  static String body(AlertJournal.Notice notice) {
    AlertJournal.Alert alert = notice.alert();
    String text = alert.alarm().what() + "。\n自：" + time(alert.alarm().since()) + "\n";
    return notice.kind() == AlertJournal.Kind.OVER
        ? text + "已于 " + alert.over().map(AlertText::time).orElse("") + " 解除，不用再处理。\n"
        : text + "处理：" + alert.alarm().remedy() + "。\n告警编号：" + alert.id() + "\n";
  }

  static String time(Instant moment) {
    return TIME.format(moment);
  }
}
