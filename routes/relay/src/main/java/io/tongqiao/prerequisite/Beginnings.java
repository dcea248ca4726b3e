package io.tongqiao.prerequisite;

import io.tongqiao.journal.Journal;
import io.tongqiao.relay.GroupCommit;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes requests down before anyone is asked: who asks, for which case, on what ground. The same
 * request is known again; what goes over a department's quota is refused.
 */
@Component
class Beginnings implements DisposableBean {

  /** What a request came to: new, known from before, or refused. */
  private record Begun(Optional<PullJournal.Stored> before, Optional<Problem> problem) {}

  private final PullJournal pulls;
  private final Journal journal;
  private final DocumentSettings settings;
  private final TransactionOperations transactions;
  private final GroupCommit<Running, Begun> commits;

  Beginnings(
      PullJournal pulls,
      Journal journal,
      DocumentSettings settings,
      TransactionOperations transactions) {
    this.pulls = pulls;
    this.journal = journal;
    this.settings = settings;
    this.transactions = transactions;
    this.commits = new GroupCommit<>("pulls", this::commit);
  }

  /**
   * Writes a request down.
   *
   * @return the same request of before; empty for a new one
   */
  Optional<PullJournal.Stored> begin(Running fresh) throws Requests.RefusedException {
    Begun begun = commits.submit(fresh);
    if (begun.problem.isPresent()) {
      throw new Requests.RefusedException(begun.problem.get());
    }
    return begun.before;
  }

  private List<Begun> commit(List<Running> all) {
    return transactions.execute(
        status -> {
          Map<String, PullJournal.Stored> known =
              pulls.find(all.stream().map(Running::pull).toList());
          List<Begun> begun = new ArrayList<>();
          for (Running fresh : all) {
            begun.add(begin(fresh, Optional.ofNullable(known.get(fresh.pull()))));
            known.putIfAbsent(fresh.pull(), stored(fresh));
          }
          return begun;
        });
  }

  private Begun begin(Running fresh, Optional<PullJournal.Stored> before) {
    Order order = fresh.order();
    if (before.isPresent()) {
      return before.get().digest().equals(order.digest())
          ? new Begun(before, Optional.empty())
          : new Begun(Optional.empty(), Optional.of(conflict(order)));
    }
    Optional<Problem> over = overQuota(fresh);
    if (over.isPresent()) {
      journal.audit(order.asker(), "pull.quota", order.caseNo(), order.purpose().orgName());
      return new Begun(Optional.empty(), over);
    }
    pulls.begin(fresh.pull(), order, fresh.askedAt());
    String ground = order.purpose().orgName() + "，" + order.purpose().itemName();
    journal.audit(order.asker(), "pull", fresh.pull(), ground);
    return new Begun(Optional.empty(), Optional.empty());
  }

  private Optional<Problem> overQuota(Running fresh) {
    Purpose purpose = fresh.order().purpose();
    int quota = settings.quota(purpose);
    if (quota == 0) {
      return Optional.empty();
    }
    LocalDate day = LocalDate.ofInstant(fresh.askedAt(), ZoneOffset.ofHours(8));
    int more = fresh.order().materials().size();
    int used = pulls.count(purpose, day, more);
    if (used <= quota) {
      return Optional.empty();
    }
    pulls.count(purpose, day, -more);
    String told =
        purpose.orgName() + "今日已调取 " + (used - more) + " 份，配额 " + quota + " 份，本次要 " + more + " 份";
    var finding = new Finding("/purpose/orgName", told, "明日再调取，或请运维人员调整 tongqiao.documents.quotas");
    return Optional.of(Problem.of(Kind.QUOTA, told + "，没有调取", List.of(finding)));
  }

  private static Problem conflict(Order order) {
    String told = "编号 " + order.requestId() + " 已用于另一份内容不同的调取请求";
    var finding = new Finding("/id", told, "内容有变就用新的编号；重发则保持内容不变");
    return Problem.of(Kind.CONFLICT, told, List.of(finding)).about(order.caseNo());
  }

  private static PullJournal.Stored stored(Running fresh) {
    Order order = fresh.order();
    return new PullJournal.Stored(
        fresh.pull(),
        order.asker(),
        order.requestId(),
        order.digest(),
        order.door(),
        order.caseNo(),
        order.request().toString(),
        fresh.askedAt(),
        Optional.empty());
  }

  @Override
  public void destroy() {
    commits.close();
  }
}
