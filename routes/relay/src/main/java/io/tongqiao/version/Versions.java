package io.tongqiao.version;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Checker;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.SystemChange;
import io.tongqiao.journal.SystemVersion;
import io.tongqiao.journal.VersionJournal;
import io.tongqiao.relay.Instruction;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What operators do with versions: deploy, roll back, call off. Each act is one transaction with
 * its audit row, and this node goes over before it returns; an act that is refused changes nothing.
 */
@Component
public class Versions {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));

  /**
   * When a version comes into force.
   *
   * @param from empty for at once
   * @param doorsUntil until when the doors of the version before stay open as well; empty for no
   *     longer than that version is in force
   */
  public record When(Optional<Instant> from, Optional<Instant> doorsUntil) {

    /** At once, and the version before is gone. */
    public static final When NOW = new When(Optional.empty(), Optional.empty());
  }

  /**
   * How a system's versions stand.
   *
   * @param versions the newest first
   * @param changes in the order of coming into force, those that were called off among them
   * @param running digest of what this node speaks; empty for nothing
   * @param trouble why this node does not speak what is in force
   */
  public record Standing(
      List<SystemVersion> versions,
      List<SystemChange> changes,
      Optional<SystemChange> inForce,
      Optional<SystemChange> before,
      List<SystemChange> coming,
      Optional<String> running,
      Optional<String> trouble) {}

  private final VersionJournal journal;
  private final Journal audit;
  private final TransactionOperations transactions;
  private final Deployment deployment;
  private final Catalogue catalogue;
  private final Clock clock;

  Versions(
      VersionJournal journal,
      Journal audit,
      TransactionOperations transactions,
      Deployment deployment,
      Catalogue catalogue,
      Clock clock) {
    this.journal = journal;
    this.audit = audit;
    this.transactions = transactions;
    this.deployment = deployment;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** How a system's versions stand. */
  public Standing of(String system) {
    List<SystemChange> changes = journal.changes(system);
    var course = new Course(changes, clock.instant());
    return new Standing(
        journal.versions(system),
        changes,
        course.inForce(),
        course.before(),
        course.coming(),
        catalogue.find(system).map(Dialect::digest),
        deployment.trouble(system));
  }

  /** A version's files. */
  public Optional<Folder> folder(String system, int version) {
    return journal.folder(system, version);
  }

  /**
   * Deploys a folder, of a new system or of one that there is: checked with all its samples, kept,
   * and in force from the moment that was said. Empty when it was done; else each fault with its
   * file, line and fix, and nothing is changed.
   */
  public Optional<Problem> deploy(Folder folder, Instruction by, When when) {
    List<Finding> faults =
        new Checker()
            .check(folder).stream()
                .map(
                    fault ->
                        new Finding(
                            fault.file() + (fault.line() > 0 ? ":" + fault.line() : ""),
                            fault.message(),
                            fault.fix()))
                .toList();
    if (!faults.isEmpty()) {
      String detail = "文件夹有 " + faults.size() + " 处错误，没有部署，现行版本不变";
      return Optional.of(Problem.of(Kind.INVALID, detail, faults));
    }
    Instant now = clock.instant();
    Instant from = when.from().filter(now::isBefore).orElse(now);
    Instant doorsUntil = when.doorsUntil().filter(from::isBefore).orElse(from);
    return acted(() -> deployed(folder, by, from, doorsUntil));
  }

  private Optional<Problem> deployed(
      Folder folder, Instruction by, Instant from, Instant doorsUntil) {
    String system = folder.id();
    Standing standing = of(system);
    boolean same =
        standing.inForce.filter(c -> c.digest().equals(folder.digest())).isPresent()
            && standing.coming.isEmpty();
    if (same) {
      return conflict("与现行版本 " + standing.inForce.get().version() + " 完全相同，没有什么可部署的");
    }
    int version = journal.keep(folder, false, by.actor(), by.reason());
    journal.change(system, version, from, doorsUntil, by.actor(), by.reason());
    audit.audit(
        by.actor(),
        "system.deploy",
        system,
        by.reason(),
        words(standing.inForce),
        "版本 " + version + " sm3:" + folder.digest() + "，" + MINUTE.format(from) + " 起生效");
    return Optional.empty();
  }

  /**
   * Puts an earlier version in force again, at once.
   *
   * @param to its number; empty for the one that was in force before this one
   */
  public Optional<Problem> rollBack(String system, Optional<Integer> to, Instruction by) {
    return acted(() -> rolledBack(system, to, by));
  }

  private Optional<Problem> rolledBack(String system, Optional<Integer> to, Instruction by) {
    Standing standing = of(system);
    Optional<Integer> target = to.or(() -> standing.before.map(SystemChange::version));
    if (target.isEmpty()) {
      return conflict("系统 " + system + " 没有更早的版本可回");
    }
    if (standing.versions.stream().noneMatch(v -> v.version() == target.get())) {
      var finding =
          new Finding("/to", "没有版本 " + target.get(), "先看 tongqiao system versions " + system);
      return Optional.of(Problem.of(Kind.INVALID, finding.message(), List.of(finding)));
    }
    if (standing.inForce.filter(c -> c.version() == target.get()).isPresent()) {
      return conflict("版本 " + target.get() + " 就是现行版本");
    }
    Instant now = clock.instant();
    journal.change(system, target.get(), now, now, by.actor(), by.reason());
    audit.audit(
        by.actor(),
        "system.rollback",
        system,
        by.reason(),
        words(standing.inForce),
        "版本 " + target.get());
    return Optional.empty();
  }

  /** Calls off the next version that is to come. */
  public Optional<Problem> withdraw(String system, Instruction by) {
    return acted(() -> withdrawn(system, by));
  }

  private Optional<Problem> withdrawn(String system, Instruction by) {
    Optional<SystemChange> next = of(system).coming.stream().findFirst();
    if (next.isEmpty() || !journal.withdraw(next.get().id())) {
      return conflict("系统 " + system + " 没有排定的版本");
    }
    audit.audit(by.actor(), "system.withdraw", system, by.reason(), words(next), "");
    return Optional.empty();
  }

  private Optional<Problem> acted(Supplier<Optional<Problem>> act) {
    Optional<Problem> problem = transactions.execute(status -> act.get());
    if (problem.isEmpty()) {
      deployment.look();
    }
    return problem;
  }

  private static Optional<Problem> conflict(String detail) {
    return Optional.of(Problem.of(Kind.CONFLICT, detail));
  }

  private static String words(Optional<SystemChange> change) {
    return change
        .map(
            c ->
                "版本 " + c.version() + " sm3:" + c.digest() + "，" + MINUTE.format(c.from()) + " 起生效")
        .orElse("");
  }
}
