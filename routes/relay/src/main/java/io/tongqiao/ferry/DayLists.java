package io.tongqiao.ferry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.dialect.ferry.Box;
import io.tongqiao.dialect.ferry.DayList;
import io.tongqiao.dialect.ferry.PackageName;
import io.tongqiao.journal.FerryJournal;
import io.tongqiao.journal.Shipment;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What takes the place of acknowledgements on a one-way link: both sides say once a day what they
 * sent and what came. What the other side lacks is ferried again; what we lack is told.
 */
final class DayLists {

  private static final Logger LOG = LoggerFactory.getLogger(DayLists.class);
  private static final ZoneOffset HERE = ZoneOffset.ofHours(8);
  private static final long LARGEST = 16L << 20;

  private final FerryJournal journal;
  private final TransactionOperations transactions;
  private final Patience patience;
  private final Clock clock;

  DayLists(
      FerryJournal journal, TransactionOperations transactions, Patience patience, Clock clock) {
    this.journal = journal;
    this.transactions = transactions;
    this.patience = patience;
    this.clock = clock;
  }

  private static Instant madeUp(Link link, LocalDate day) {
    return day.atTime(LocalTime.parse(link.ferry().list())).toInstant(HERE);
  }

  /** Writes the last day's lists, once; a copy beside the sent packages says that it was done. */
  void write(Link link) throws IOException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), HERE);
    LocalDate day = clock.instant().isBefore(madeUp(link, today)) ? today.minusDays(1) : today;
    String system = link.system().id();
    Instant from = madeUp(link, day.minusDays(1));
    Instant until = madeUp(link, day);
    var received = new DayList(DayList.Kind.RECEIVED, day, Map.of());
    if (link.sent().has(received.file(system))) {
      return;
    }
    for (DayList list :
        List.of(
            new DayList(DayList.Kind.SENT, day, journal.sentWithin(system, from, until)),
            new DayList(DayList.Kind.RECEIVED, day, journal.receivedWithin(system, from, until)))) {
      link.outbox().put(list.file(system), list.bytes());
      link.sent().put(list.file(system), list.bytes());
    }
  }

  /** Reads one of theirs; it leaves the inbox when all that follows from it is done. */
  void read(Link link, String file) throws IOException {
    Optional<byte[]> bytes = link.inbox().read(file, LARGEST);
    Optional<DayList> list = bytes.flatMap(b -> DayList.read(file, b));
    if (list.isEmpty()) {
      if (patience.isOver(file, Long.toString(link.inbox().size(file)))) {
        String why = "清单不完整或过大：每行应为“摘要  包名”，最后一行为“# 包数”";
        Aside.bad(link, file, List.of(file), why);
      }
      return;
    }
    if (list.get().kind() == DayList.Kind.RECEIVED) {
      compareSent(link, list.get());
    } else {
      compareReceived(link, file, list.get());
    }
    Aside.done(link, List.of(file));
  }

  private void compareSent(Link link, DayList theirs) throws IOException {
    String system = link.system().id();
    for (Map.Entry<String, String> one : theirs.packages().entrySet()) {
      boolean came =
          transactions.execute(status -> journal.listed(system, one.getKey(), one.getValue()));
      if (came) {
        Acknowledgements.clear(link.outbox(), one.getKey());
      }
    }
    Instant before = madeUp(link, theirs.day()).minus(link.ferry().again());
    for (Shipment lacking : journal.unlisted(system, before, link.ferry().keep())) {
      ferryAgain(link, lacking, theirs.day());
    }
  }

  private void ferryAgain(Link link, Shipment lacking, LocalDate day) throws IOException {
    Map<String, byte[]> files = copy(link, lacking.name());
    if (files.isEmpty()) {
      LOG.error(
          "package {} to {} is not in their list of {}, and its copy in sent/ is gone; replay the delivery of message {}",
          lacking.name(),
          link.system().id(),
          day,
          lacking.messageId());
      return;
    }
    link.outbox().put(PackageName.ofFile(lacking.name()).orElseThrow(), files);
    transactions.execute(
        status -> {
          journal.sentAgain(lacking);
          return status;
        });
    LOG.warn(
        "package {} to {} is not in their list of {} and is ferried again, time {}; if this goes on, see to the gap",
        lacking.name(),
        link.system().id(),
        day,
        lacking.times() + 1);
  }

  private static Map<String, byte[]> copy(Link link, String name) throws IOException {
    Box sent = link.sent();
    var files = new LinkedHashMap<String, byte[]>();
    for (String file : sent.names()) {
      if (file.startsWith(name + ".") && !file.endsWith(PackageName.MARKER)) {
        files.put(file, sent.read(file, Integer.MAX_VALUE - 8L).orElseThrow());
      }
    }
    return sent.has(name + PackageName.MARKER) ? files : Map.of();
  }

  private void compareReceived(Link link, String file, DayList theirs) throws IOException {
    String system = link.system().id();
    List<String> lacking =
        theirs.packages().keySet().stream()
            .filter(name -> !journal.isReceived(system, name))
            .filter(name -> !link.has(name + PackageName.MARKER))
            .sorted()
            .toList();
    if (lacking.isEmpty()) {
      return;
    }
    LOG.warn(
        "{} says that it sent {} packages on {} that have not come; they are named in bad/{}.missing.txt; have it send them again",
        system,
        lacking.size(),
        theirs.day(),
        file);
    String text = "对方清单 " + file + " 中有、我方没有收到的包，请对方重发：\n" + String.join("\n", lacking) + "\n";
    link.bad().put(file + ".missing.txt", text.getBytes(UTF_8));
  }
}
