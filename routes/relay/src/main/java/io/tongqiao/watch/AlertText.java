package io.tongqiao.watch;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is said of an alert. */
final class AlertText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Span.CHINA);

  /** Platforms take some 500 characters, in parts of 67. */
  private static final int LONGEST_TEXT = 300;

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

  /** As short as a text message should be: what kind, what first, and how many more. */
  static String text(List<AlertJournal.Notice> notices) {
    Map<Long, AlertJournal.Notice> last = new LinkedHashMap<>();
    notices.forEach(notice -> last.put(notice.alert().id(), notice));
    List<AlertJournal.Notice> over = of(last, true);
    List<AlertJournal.Notice> on = of(last, false);
    String told = on.isEmpty() ? "" : "【通桥告警】" + what(on) + "见 tongqiao status。";
    return cut(told + (over.isEmpty() ? "" : "【通桥告警解除】" + what(over)));
  }

  private static List<AlertJournal.Notice> of(
      Map<Long, AlertJournal.Notice> notices, boolean over) {
    return notices.values().stream()
        .filter(notice -> over == (notice.kind() == AlertJournal.Kind.OVER))
        .toList();
  }

  private static String what(List<AlertJournal.Notice> notices) {
    Alarm first = notices.get(0).alert().alarm();
    String more =
        notices.size() == 1
            ? ""
            : "另有 "
                + (notices.size() - 1)
                + " 处："
                + notices.stream()
                    .skip(1)
                    .map(notice -> notice.alert().alarm().subject())
                    .collect(Collectors.joining("、"))
                + "。";
    return first.rule().title() + "：" + first.what() + "。" + more;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
  }

  static String time(Instant moment) {
    return TIME.format(moment);
  }
}
