package io.tongqiao.ferry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.dialect.ferry.BrokenPackageException;
import io.tongqiao.dialect.ferry.PackageName;
import io.tongqiao.dialect.ferry.Parcel;
import io.tongqiao.dialect.ferry.Reading;
import io.tongqiao.journal.FerryJournal;
import io.tongqiao.relay.Decision;
import io.tongqiao.relay.Intake;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Receipt;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes the packages of one system in. A package leaves the inbox when the journal has its message
 * and our acknowledgement is written; a crash before that brings it again, and its message is
 * known.
 */
final class FerryDoor {

  private static final Logger LOG = LoggerFactory.getLogger(FerryDoor.class);
  private static final int FINDINGS = 3;

  private final Dialect dialect;
  private final String door;
  private final Intake intake;
  private final FerryJournal journal;
  private final TransactionOperations transactions;
  private final Patience patience;
  private final Clock clock;

  FerryDoor(
      Dialect dialect,
      String door,
      Intake intake,
      FerryJournal journal,
      TransactionOperations transactions,
      Patience patience,
      Clock clock) {
    this.dialect = dialect;
    this.door = door;
    this.intake = intake;
    this.journal = journal;
    this.transactions = transactions;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Takes one package in, if it is whole and its turn has come.
   *
   * @param names of all files in the inbox
   * @param files of the package
   * @return false when the journal cannot take anything now
   */
  boolean take(Link link, PackageName name, Set<String> names, List<String> files)
      throws IOException {
    String id = name.toString();
    try {
      var found = new Reading(link.inbox(), link.system().limits().maxBody()).read(name, names);
      if (found instanceof Reading.Incomplete incomplete) {
        incomplete(link, id, files, incomplete.words());
        return true;
      }
      var whole = (Reading.Whole) found;
      return isInOrder(link, whole.parcel()) ? accept(link, whole, files) : true;
    } catch (BrokenPackageException e) {
      refuse(link, id, files, Problem.of(Problem.Kind.MALFORMED, e.getMessage()));
      return true;
    }
  }

  private void incomplete(Link link, String id, List<String> files, String words)
      throws IOException {
    if (!patience.isOver(id, sizes(link, files))) {
      return;
    }
    if (journal.isReceived(link.system().id(), id)) {
      Aside.done(link, files);
      return;
    }
    refuse(link, id, files, Problem.of(Problem.Kind.MALFORMED, words + "，等了 " + patience(link)));
  }

  private static String patience(Link link) {
    long seconds = link.ferry().patience().toSeconds();
    return (seconds < 120 ? seconds + " 秒" : seconds / 60 + " 分钟") + "没有变化";
  }

  /** Files and how large they are: what changes while something is still being ferried. */
  private static String sizes(Link link, List<String> files) throws IOException {
    var sizes = new StringBuilder();
    for (String file : files) {
      sizes.append(file).append(' ').append(link.inbox().size(file)).append('\n');
    }
    return sizes.toString();
  }

  /** What lies without a marker: a package on its way, or what is left of one that was read. */
  void unmarked(Link link, PackageName name, List<String> files) throws IOException {
    String id = name.toString();
    if (!patience.isOver(id, sizes(link, files))) {
      return;
    }
    if (journal.isReceived(link.system().id(), id)) {
      Aside.done(link, files);
      return;
    }
    if (patience.tell(id)) {
      LOG.warn(
          "package {} of {} has no marker {}.ok and is not read; have the other side send the marker, or the whole package again",
          id,
          link.system().id(),
          id);
    }
  }

  private boolean isInOrder(Link link, Parcel parcel) {
    String previous = parcel.previous();
    if (previous.isEmpty() || journal.isReceived(link.system().id(), previous)) {
      return true;
    }
    String id = parcel.name().toString();
    if (patience.isOver(id, previous) && patience.tell(id)) {
      LOG.warn(
          "package {} of {} waits for {}, which is about the same case and has not come; have the other side send that one again, or put an empty file {}.skip into the inbox if it never will",
          id,
          link.system().id(),
          previous,
          previous);
    }
    return false;
  }

  private boolean accept(Link link, Reading.Whole whole, List<String> files) throws IOException {
    String system = link.system().id();
    String id = whole.parcel().name().toString();
    Decision decision = decide(system, whole.parcel().payload());
    boolean refused = decision instanceof Decision.Refused;
    if (refused && problem(decision).kind() == Problem.Kind.UNAVAILABLE) {
      return false;
    }
    // one that was refused has come as well: those after it need not wait
    transactions.execute(
        status -> {
          journal.received(system, id, whole.sm3(), false);
          return status;
        });
    if (refused) {
      refuse(link, id, files, problem(decision));
      return true;
    }
    acknowledge(link, id, dialect.accepted(door, receipt(decision)));
    Aside.done(link, files);
    return true;
  }

  private Decision decide(String system, byte[] payload) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    try {
      ObjectNode envelope = dialect.canonical(door, payload, Map.of(), Map.of(), today);
      return intake.accept(system, system + ":" + door, envelope);
    } catch (TranslationException e) {
      Finding finding = e.finding();
      return new Decision.Refused(
          Problem.of(Problem.Kind.INVALID, finding.message(), List.of(finding)));
    }
  }

  private static Problem problem(Decision decision) {
    return ((Decision.Refused) decision).problem();
  }

  private static Receipt receipt(Decision decision) {
    return decision instanceof Decision.Accepted accepted
        ? accepted.receipt()
        : ((Decision.Duplicate) decision).receipt();
  }

  private void refuse(Link link, String id, List<String> files, Problem problem)
      throws IOException {
    String words = words(problem);
    var inOne =
        new Problem(problem.kind(), words, problem.instance(), problem.errors(), problem.state());
    acknowledge(link, id, dialect.refused(door, inOne));
    Aside.bad(link, id, files, words);
  }

  private static String words(Problem problem) {
    return Stream.concat(
            Stream.of(problem.detail()),
            problem.errors().stream()
                .limit(FINDINGS)
                .map(f -> (f.field() + " " + f.message()).strip() + "，" + f.fix()))
        .distinct()
        .collect(Collectors.joining("；"));
  }

  private static void acknowledge(Link link, String id, Optional<Dialect.DoorAnswer> answer)
      throws IOException {
    if (link.ferry().acks() && answer.isPresent()) {
      link.outbox().put(id + PackageName.ACK, answer.get().body());
    }
  }
}
