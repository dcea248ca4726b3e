package io.tongqiao.manual;

import io.tongqiao.relay.RefusedChangeException;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What must hold of a task before a clerk may do something with it. */
final class TaskRules {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.ofHours(8));

  private TaskRules() {}

  /** It is still to be entered. */
  static void open(Task task) {
    if (task.ended()) {
      String how = task.state() == Task.State.DONE ? "已录完" : "已被对方拒收";
      throw state(task, how + "（经办人 " + task.takenBy() + "）", "不用再录。要重新录入，由运维人员更正或重发投递");
    }
    if (task.delivery().withdrawn()) {
      throw state(task, "所属的报文已由运维人员跳过或退回", "不要录入；对方已有的记录请与运维人员核对");
    }
  }

  /** No other clerk has it. */
  static void notAnothers(Task task, String clerk, Instant now) {
    if (task.isTaken(now) && !task.takenBy().equals(clerk)) {
      String until = TIME.format(task.takenUntil().orElseThrow());
      throw state(task, "已由 " + task.takenBy() + " 领取，到 " + until, "换一件，或请其退还后再领");
    }
  }

  /**
   * The clerk has taken it and has seen it as it is. A time that is over does no harm while nobody
   * else has taken it: what was entered there was entered.
   */
  static void mayEnd(Task task, String clerk, int version) {
    open(task);
    if (task.state() != Task.State.TAKEN || !task.takenBy().equals(clerk)) {
      throw state(task, "没有由 " + clerk + " 领取", "先领取（take）再录入，免得两个人录同一件");
    }
    if (task.version() != version || task.delivery().version() != task.contentVersion()) {
      throw state(task, "的内容在领取之后更正过", "重新打开任务，按更正后的内容改对方界面，再提交");
    }
  }

  /** Whether this very end was told before. */
  static boolean alreadySo(Task task, Task.State state, String clerk, String number) {
    return task.state() == state && task.takenBy().equals(clerk) && task.receiptNo().equals(number);
  }

  /** Refuses the change when anything was found. */
  static void refuse(List<Finding> findings, String what) {
    if (!findings.isEmpty()) {
      throw new RefusedChangeException(Problem.of(Kind.INVALID, what, findings));
    }
  }

  private static RefusedChangeException state(Task task, String what, String fix) {
    String told = "任务 " + task.id() + "（" + task.system() + "）" + what;
    return new RefusedChangeException(
        Problem.of(
            Kind.ILLEGAL_STATE, told + "。" + fix, List.of(new Finding("/state", told, fix))));
  }
}
