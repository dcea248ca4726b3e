package io.tongqiao.manual;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Form;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.LaneJournal;
import io.tongqiao.relay.Lanes;
import io.tongqiao.relay.RefusedChangeException;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/**
 * What clerks do with tasks; a clerk is an account. Each act is made and audited in one transaction
 * under the lock of the case; one that ends a task makes the delivery's next attempt due in the
 * same transaction, and the answer of that attempt is what counts. An act that is not allowed
 * changes nothing and gives the problem; the same act once more is no other.
 */
@Component
public class Tasks {

  private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);

  /** How long a clerk has a task without saying more. */
  private static final Duration TAKEN = Duration.ofMinutes(30);

  /**
   * That something was entered.
   *
   * @param version the task's, as the clerk has seen it
   * @param confirms what the system's screen shows, by field
   */
  public record Entered(
      int version, String receiptNo, String receiptNoAgain, Map<String, String> confirms) {}

  /**
   * That the system does not take it.
   *
   * @param reason its words
   * @param receiptNo the number of its refusal, or empty
   */
  public record Refused(int version, String reason, String receiptNo) {}

  private final TaskJournal tasks;
  private final LaneJournal laneJournal;
  private final Lanes lanes;
  private final Journal journal;
  private final Catalogue catalogue;
  private final JsonMapper json;
  private final Clock clock;

  Tasks(
      TaskJournal tasks,
      LaneJournal laneJournal,
      Lanes lanes,
      Journal journal,
      Catalogue catalogue,
      JsonMapper json,
      Clock clock) {
    this.tasks = tasks;
    this.laneJournal = laneJournal;
    this.lanes = lanes;
    this.journal = journal;
    this.catalogue = catalogue;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A clerk takes a task, or keeps it for another half hour. Whoever has it sees all of it: that is
   * audited here, once, and not at each look.
   */
  public Optional<Problem> take(long id, String clerk) {
    return change(
        id,
        task -> {
          TaskRules.open(task);
          TaskRules.notAnothers(task, clerk, clock.instant());
          Instant until = clock.instant().plus(TAKEN);
          tasks.take(task, clerk, until);
          audit(task, "task.take", clerk, "");
        });
  }

  /** A clerk gives a task back to all. */
  public Optional<Problem> giveBack(long id, String clerk) {
    return change(
        id,
        task -> {
          TaskRules.open(task);
          if (task.state() == Task.State.OPEN) {
            return;
          }
          TaskRules.notAnothers(task, clerk, clock.instant());
          tasks.giveBack(task);
          audit(task, "task.give-back", clerk, "");
        });
  }

  /** A clerk has entered it; the system's receipt number and what its screen shows prove it. */
  public Optional<Problem> done(long id, String clerk, Entered entered) {
    String number = DoubleEntry.trimmed(entered.receiptNo());
    return change(
        id,
        task -> {
          if (TaskRules.alreadySo(task, Task.State.DONE, clerk, number)) {
            return;
          }
          TaskRules.mayEnd(task, clerk, entered.version());
          Form form = form(task);
          var check =
              new DoubleEntry()
                  .receipt(form.receipt(), number, entered.receiptNoAgain())
                  .fields(form, fields(task), entered.confirms());
          TaskRules.refuse(check.findings(), "录入没有通过核对，任务没有完成");
          tasks.otherCaseWith(task, number).ifPresent(other -> usedFor(task, other, form));
          end(task, Task.State.DONE, number, "", clerk);
        });
  }

  /** The system does not take it: the delivery is parked with its words. */
  public Optional<Problem> refuse(long id, String clerk, Refused refused) {
    String number = DoubleEntry.trimmed(refused.receiptNo());
    return change(
        id,
        task -> {
          if (TaskRules.alreadySo(task, Task.State.REFUSED, clerk, number)
              && task.reason().equals(refused.reason())) {
            return;
          }
          TaskRules.mayEnd(task, clerk, refused.version());
          end(task, Task.State.REFUSED, number, refused.reason(), clerk);
        });
  }

  private void end(Task task, Task.State state, String number, String reason, String clerk) {
    tasks.end(task, state, number, reason);
    String act = state == Task.State.DONE ? "task.done" : "task.refuse";
    String told = number.isEmpty() ? "" : "回执号 " + number;
    String why = reason.isEmpty() || told.isEmpty() ? reason : "：" + reason;
    audit(task, act, clerk, told + why);
    laneJournal.hurry(task.delivery().id());
  }

  private static void usedFor(Task task, String other, Form form) {
    String told = form.receipt().label() + "已用在办件 " + other + " 的录入上";
    TaskRules.refuse(
        List.of(new Finding("/receiptNo", told, "核对是不是看错了行；对方确实给了同一个号的，请运维人员处理")),
        task.system() + " 的录入没有通过核对");
  }

  private Optional<Problem> change(long id, Consumer<Task> act) {
    Optional<Task> found = tasks.find(id);
    if (found.isEmpty()) {
      return Optional.of(unknown(id));
    }
    try {
      lanes.change(
          List.of(found.get().caseNo()),
          () -> act.accept(tasks.lock(id).orElseThrow(() -> gone(id))));
    } catch (RefusedChangeException e) {
      return Optional.of(e.problem().about(found.get().messageId()));
    } catch (JmsException e) {
      LOG.warn(
          "the change of task {} for {} is made; its delivery goes on when the broker is back",
          id,
          found.get().system());
    }
    return Optional.empty();
  }

  private static RefusedChangeException gone(long id) {
    return new RefusedChangeException(unknown(id));
  }

  /** That there is no such task. */
  public static Problem unknown(long id) {
    return Problem.of(Kind.NOT_FOUND, "没有编号为 " + id + " 的录入任务。编号见任务列表（tasks）的 id");
  }

  private Form form(Task task) {
    return catalogue
        .find(task.system())
        .map(Dialect::descriptor)
        .flatMap(system -> Optional.ofNullable(system.operations().get(task.operation())))
        .flatMap(operation -> operation.form())
        .orElseThrow(
            () ->
                new RefusedChangeException(
                    Problem.of(
                        Kind.UNAVAILABLE,
                        task.system() + " 的文件夹现在没有表单 " + task.operation() + "，请运维人员检查系统文件夹")));
  }

  private Map<String, String> fields(Task task) {
    try {
      return json.readValue(task.content(), new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a task that is not JSON", e);
    }
  }

  private void audit(Task task, String act, String clerk, String detail) {
    journal.audit(clerk, act, object(task), detail);
  }

  private static String object(Task task) {
    return "task " + task.id() + " of " + task.messageId() + " to " + task.system();
  }
}
