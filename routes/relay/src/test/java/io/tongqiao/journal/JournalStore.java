package io.tongqiao.journal;

import io.tongqiao.journal.DeliveryJournal.Fresh;
import io.tongqiao.journal.DeliveryJournal.Settled;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The journal on a database, its tables made, its clock standing still. */
record JournalStore(
    JdbcClient jdbc,
    Journal journal,
    CaseJournal cases,
    CaseSearch search,
    CaseHistory history,
    CaseIndexFill fill,
    DeliveryJournal deliveries,
    LaneJournal lanes,
    DeliveryQueries queries,
    OpenQueries open,
    LaneQueries standing,
    PauseJournal pauses,
    KeyJournal keys,
    AccountJournal accounts,
    TokenJournal tokens,
    AuditQueries audit,
    TransactionOperations transactions) {

  static JournalStore on(DataSource database) {
    Flyway.configure().dataSource(database).locations("classpath:db/journal").load().migrate();
    Clock clock = Clock.fixed(JournalContract.NOW, ZoneOffset.UTC);
    var jdbc = new JdbcTemplate(database);
    JdbcClient client = JdbcClient.create(jdbc);
    var manager = new DataSourceTransactionManager(database);
    var digests = new CaseDigests(() -> new byte[32]);
    ObjectProvider<Whence> whence =
        new StaticListableBeanFactory(Map.of("whence", (Whence) () -> "10.0.0.7"))
            .getBeanProvider(Whence.class);
    return new JournalStore(
        client,
        new Journal(jdbc, new AuditJournal(jdbc, clock, whence, manager)),
        new CaseJournal(jdbc, clock, new CaseIndex(jdbc, digests, clock)),
        new CaseSearch(jdbc, digests, clock),
        new CaseHistory(jdbc),
        new CaseIndexFill(
            jdbc, new CaseIndex(jdbc, digests, clock), digests, new TransactionTemplate(manager)),
        new DeliveryJournal(jdbc, clock),
        new LaneJournal(jdbc, clock),
        new DeliveryQueries(client),
        new OpenQueries(client),
        new LaneQueries(client),
        new PauseJournal(client, clock),
        new KeyJournal(client, clock),
        new AccountJournal(client, clock),
        new TokenJournal(client, clock),
        new AuditQueries(jdbc),
        new TransactionTemplate(manager));
  }

  /** Does something in one transaction. */
  <T> T in(Supplier<T> work) {
    return transactions.execute(status -> work.get());
  }

  /** Does something in one transaction. */
  void in(Runnable work) {
    transactions.executeWithoutResult(status -> work.run());
  }

  /** A message that has not been written. */
  StoredMessage message(String caseNo, String sourceId, String body) {
    return new StoredMessage(
        journal.numbers(1).get(0),
        id(caseNo, sourceId),
        "bureau-platform",
        sourceId,
        "APPLY",
        caseNo,
        "d".repeat(64),
        "rest",
        body,
        "{\"receiptNo\":\"TQ-1\"}",
        JournalContract.NOW);
  }

  static String id(String caseNo, String sourceId) {
    return (caseNo + sourceId + "-".repeat(32)).substring(0, 32);
  }

  /** Accepts a message. */
  StoredMessage insert(String caseNo, String sourceId) {
    return insert(caseNo, sourceId, "{}");
  }

  /** Accepts a message with a body. */
  StoredMessage insert(String caseNo, String sourceId, String body) {
    begin(caseNo);
    StoredMessage message = message(caseNo, sourceId, body);
    journal.insert(List.of(message));
    return journal.message(message.id()).orElseThrow();
  }

  /** Begins a case if there is none. */
  void begin(String caseNo) {
    in(
        () -> {
          var files = cases.open(List.of(caseNo));
          files.values().forEach(CaseFile::keep);
          cases.save(files.values());
        });
  }

  /** Puts a message on its way to a system. */
  StoredDelivery deliver(StoredMessage message, String system) {
    return add(message, system, true);
  }

  /** Puts a message behind another of its lane. */
  StoredDelivery behind(StoredMessage message, String system) {
    return add(message, system, false);
  }

  private StoredDelivery add(StoredMessage message, String system, boolean ready) {
    long id = journal.numbers(1).get(0);
    deliveries.add(List.of(new Fresh(id, message, system, "push-case", ready)));
    return found(id);
  }

  /** Accepts so many messages of a case for a system, the first of them ready. */
  List<StoredDelivery> lane(String caseNo, String system, int length) {
    var lane = new ArrayList<StoredDelivery>();
    for (int i = 0; i < length; i++) {
      lane.add(add(insert(caseNo, system + i), system, i == 0));
    }
    return lane;
  }

  /** A delivery as it stands. */
  StoredDelivery found(long id) {
    return queries.find(id).orElseThrow();
  }

  /** The end of an attempt; one that waits is due 30 s from now. */
  static Settlement settlement(State state, Optional<Receipt.Level> level) {
    Optional<Instant> next =
        state == State.WAITING
            ? Optional.of(JournalContract.NOW.plusSeconds(30))
            : Optional.empty();
    return new Settlement(
        state,
        level,
        state != State.PARKED,
        "R-1",
        "200",
        "对方繁忙",
        "sex: 9 → 0",
        Optional.of("sent"),
        Optional.of("received"),
        120,
        next,
        "");
  }

  /** An attempt at a delivery has ended so. */
  void settle(StoredDelivery delivery, State state, Optional<Receipt.Level> level) {
    deliveries.settle(List.of(new Settled(delivery, settlement(state, level))));
  }

  /** What was said on the message of a delivery. */
  List<String> receipts(StoredDelivery delivery) {
    StoredMessage message = journal.message(delivery.messageId()).orElseThrow();
    return queries.receipts(message).stream()
        .map(r -> r.issuer() + " " + r.level() + " " + r.outcome() + " " + r.givenAt())
        .toList();
  }

  /** An attempt at a delivery has ended so; one that waits is due then. */
  void settle(StoredDelivery delivery, State state, Instant due) {
    Optional<Instant> next = state == State.WAITING ? Optional.of(due) : Optional.empty();
    var end =
        new Settlement(
            state,
            Optional.empty(),
            state == State.DELIVERED,
            "",
            "",
            "cause",
            "",
            Optional.empty(),
            Optional.empty(),
            1,
            next,
            "");
    deliveries.settle(List.of(new Settled(delivery, end)));
  }

  /** Lets the lanes of cases go on, as the relay does. */
  List<Copy> advance(List<String> caseNos) {
    return in(
        () -> {
          cases.lock(caseNos);
          return lanes.advance(caseNos);
        });
  }

  static Copy copy(StoredDelivery delivery) {
    return new Copy(delivery.id(), delivery.system(), delivery.caseNo());
  }
}
