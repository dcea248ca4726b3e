package io.tongqiao.manual;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Reply;
import io.tongqiao.dialect.Request;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The call of a system that is entered by hand: sees to it that there is a task for a clerk, and
 * says how far that is. Answers as a web service would: 202 not entered yet, 200 entered with a
 * receipt number, 422 refused there, 503 the task cannot be written now. Called again with the same
 * message it makes no second task; a message that an operator has corrected is entered anew, and so
 * is one that the system has sent back since and that an operator sends again.
 */
@Component("manualCalls")
public class ManualCalls {

  private final TaskJournal tasks;
  private final TransactionOperations transactions;
  private final JsonMapper json;

  ManualCalls(TaskJournal tasks, TransactionOperations transactions, JsonMapper json) {
    this.tasks = tasks;
    this.transactions = transactions;
    this.json = json;
  }

  /** Opens a task or tells how it stands. */
  public Reply call(@Body Request request, @Variable("dialect") Dialect dialect) {
    try {
      Task task = transactions.execute(status -> task(request, dialect.descriptor().id()));
      return reply(task);
    } catch (DataAccessException | TransactionException e) {
      return reply(503, "", "录入任务现在写不进数据库，稍后自动重试");
    }
  }

  private Task task(Request request, String system) {
    String content = new String(request.body(), StandardCharsets.UTF_8);
    String message = request.messageId();
    Optional<Task> known = tasks.lock(system, message, request.operation());
    if (known.isEmpty()) {
      tasks.open(system, message, request.operation(), request.caseNo(), content);
    }
    known.ifPresent(task -> compare(task, content));
    return tasks
        .lock(system, message, request.operation())
        .orElseThrow(() -> new IllegalStateException("no delivery waits for this message"));
  }

  /**
   * A new no in the journal means that the system's refusal was told, or that it has rejected later
   * what it had taken; whoever sends it again wants it entered again. Before that, the call is a
   * repeated one.
   */
  private void compare(Task task, String content) {
    boolean corrected =
        task.delivery().version() != task.contentVersion() && !content.equals(task.content());
    boolean changed = !task.ended() && !content.equals(task.content());
    boolean again = task.ended() && tasks.noes(task) > task.noes();
    if (corrected || changed || again) {
      tasks.renew(task, content);
      return;
    }
    if (task.delivery().version() != task.contentVersion()) {
      tasks.sameFor(task);
    }
  }

  private Reply reply(Task task) {
    return switch (task.state()) {
      case DONE ->
          reply(200, task.receiptNo(), "经办人 " + task.takenBy() + " 已录入，回执号 " + task.receiptNo());
      case REFUSED -> reply(422, "", task.reason());
      case TAKEN -> reply(202, "", "经办人 " + task.takenBy() + " 正在录入（任务 " + task.id() + "）");
      case OPEN, WITHDRAWN ->
          reply(202, "", "待人工录入（任务 " + task.id() + "），见 tongqiao task show " + task.id());
    };
  }

  private Reply reply(int status, String receiptNo, String message) {
    ObjectNode body =
        json.createObjectNode().put("receiptNo", receiptNo).put("code", "").put("message", message);
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return new Reply(status, Map.of(), bytes, Optional.empty());
  }
}
