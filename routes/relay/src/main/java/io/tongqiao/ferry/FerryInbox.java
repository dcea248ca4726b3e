package io.tongqiao.ferry;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.ferry.Box;
import io.tongqiao.dialect.ferry.DayList;
import io.tongqiao.dialect.ferry.PackageName;
import io.tongqiao.journal.FerryJournal;
import io.tongqiao.relay.AnsweredLater;
import io.tongqiao.relay.Intake;
import io.tongqiao.version.SpokenVersions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.springframework.transaction.support.TransactionOperations;

/** What one system's ferry brings: acknowledgements, lists, packages, and an operator's words. */
final class FerryInbox {

  private static final Duration TIDY = Duration.ofHours(1);

  private final Dialect dialect;
  private final FerryJournal journal;
  private final TransactionOperations transactions;
  private final AnsweredLater answeredLater;
  private final Clock clock;
  private final Patience patience;
  private final Acknowledgements acknowledgements;
  private final DayLists lists;
  private final Optional<FerryDoor> door;
  private Instant tidied = Instant.MIN;

  FerryInbox(
      Dialect dialect,
      SpokenVersions versions,
      Intake intake,
      FerryJournal journal,
      TransactionOperations transactions,
      AnsweredLater answeredLater,
      Clock clock) {
    this.dialect = dialect;
    this.journal = journal;
    this.transactions = transactions;
    this.answeredLater = answeredLater;
    this.clock = clock;
    this.patience = new Patience(clock, system().ferry().orElseThrow().patience());
    this.acknowledgements =
        new Acknowledgements(versions, journal, transactions, answeredLater, patience);
    this.lists = new DayLists(journal, transactions, patience, clock);
    this.door =
        system().doors().entrySet().stream()
            .filter(d -> d.getValue().transport() == Descriptor.DoorTransport.FERRY)
            .map(
                d ->
                    new FerryDoor(
                        dialect, d.getKey(), intake, journal, transactions, patience, clock))
            .findFirst();
  }

  Descriptor system() {
    return dialect.descriptor();
  }

  /**
   * Looks once.
   *
   * @param ours asked before each thing: whether this node may still look
   * @throws IOException when the directories cannot be used
   */
  synchronized void look(Link link, BooleanSupplier ours) throws IOException {
    Box inbox = link.inbox();
    TreeSet<String> names = inbox.names();
    for (String name : names) {
      if (!ours.getAsBoolean()) {
        return;
      }
      beside(link, name);
    }
    packages(link, names, ours);
    patience.keep(things(names));
    if (!link.ferry().acks()) {
      lists.write(link);
    }
    journal
        .answeredButWaiting(system().id())
        .forEach(message -> answeredLater.goOn(system().id(), message));
    tidy(link);
  }

  /** What is no part of a package. */
  private void beside(Link link, String file) throws IOException {
    if (file.endsWith(PackageName.ACK)) {
      acknowledgements.read(link, file);
    } else if (DayList.isNamed(file)) {
      lists.read(link, file);
    } else if (file.endsWith(PackageName.SKIP)) {
      String name = file.substring(0, file.length() - PackageName.SKIP.length());
      transactions.execute(
          status -> {
            journal.received(system().id(), name, "", true);
            return status;
          });
      Aside.done(link, List.of(file));
    }
  }

  /** In the order of their names, so that of one case none waits for the next look. */
  private void packages(Link link, Set<String> names, BooleanSupplier ours) throws IOException {
    if (door.isEmpty()) {
      return;
    }
    for (Map.Entry<PackageName, List<String>> one : grouped(names).entrySet()) {
      if (!ours.getAsBoolean()) {
        return;
      }
      boolean marked = names.contains(one.getKey() + PackageName.MARKER);
      if (!marked) {
        door.get().unmarked(link, one.getKey(), one.getValue());
      } else if (!door.get().take(link, one.getKey(), names, one.getValue())) {
        return;
      }
    }
  }

  private static Map<PackageName, List<String>> grouped(Set<String> names) {
    var packages = new TreeMap<PackageName, List<String>>();
    for (String file : names) {
      if (!file.endsWith(PackageName.ACK) && !file.endsWith(PackageName.SKIP)) {
        PackageName.ofFile(file)
            .ifPresent(name -> packages.computeIfAbsent(name, n -> new ArrayList<>()).add(file));
      }
    }
    return packages;
  }

  private static Set<String> things(Set<String> names) {
    var things = new TreeSet<>(names);
    names.forEach(file -> PackageName.ofFile(file).ifPresent(n -> things.add(n.toString())));
    return things;
  }

  /** Removes what was kept long enough; what is bad stays for a person. */
  private void tidy(Link link) throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(tidied.equals(Instant.MIN) ? now : tidied.plus(TIDY))) {
      return;
    }
    tidied = now;
    Instant before = now.minus(link.ferry().keep());
    for (Box box : List.of(link.done(), link.sent())) {
      for (String file : box.names()) {
        if (box.changed(file).isBefore(before)) {
          box.remove(file);
        }
      }
    }
    journal.forget();
  }
}
