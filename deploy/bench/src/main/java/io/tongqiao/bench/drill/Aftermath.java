package io.tongqiao.bench.drill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * After the load: waits until everybody has what it must have and nothing moves any more, asks the
 * server what it thinks of each message, and compares.
 */
final class Aftermath {

  /** Longer than any pause that a played system makes before it tells the rest of a story. */
  private static final long QUIET = Duration.ofSeconds(6).toNanos();

  private static final int ASKERS = 8;

  private final Repertoire repertoire;
  private final RelayClient relay;
  private final Acceptances acceptances;
  private final Ledgers ledgers;
  private final Duration patience;
  private final Map<String, Optional<JsonNode>> views = new ConcurrentHashMap<>();
  private long accepted;

  Aftermath(
      Repertoire repertoire,
      RelayClient relay,
      Acceptances acceptances,
      Ledgers ledgers,
      Duration patience) {
    this.repertoire = repertoire;
    this.relay = relay;
    this.acceptances = acceptances;
    this.ledgers = ledgers;
    this.patience = patience;
  }

  /**
   * Waits and compares; when nothing has moved for too long, compares what there is.
   *
   * @throws IOException when a ledger cannot be read
   */
  List<Fault> faults() throws IOException, InterruptedException {
    long moved = System.nanoTime();
    long state = -1;
    while (true) {
      List<LedgerLine> lines = ledgers.lines();
      Account account = account(lines);
      long undone = Comparison.undone(repertoire, account, lines);
      long still = System.nanoTime() - moved;
      boolean quiet = state == lines.size() && still > QUIET;
      if (undone == 0 && quiet) {
        undone += unsettled(account);
      }
      if ((undone == 0 && quiet) || still > patience.toNanos()) {
        return compare(account, lines);
      }
      if (state != lines.size()) {
        state = lines.size();
        moved = System.nanoTime();
      }
      MILLISECONDS.sleep(1_000);
    }
  }

  private Account account(List<LedgerLine> lines) {
    return Account.of(repertoire, acceptances.messages(), lines);
  }

  /** How many deliveries the server does not call delivered yet. */
  private long unsettled(Account account) throws InterruptedException {
    var open = new ArrayList<String>();
    for (String id : account.messages().keySet()) {
      if (!settled(views.getOrDefault(id, Optional.empty()))) {
        open.add(id);
      }
    }
    ask(open);
    return open.stream().filter(id -> !settled(views.getOrDefault(id, Optional.empty()))).count();
  }

  private static boolean settled(Optional<JsonNode> view) {
    if (view.isEmpty() || !view.get().path("state").asText().equals("SETTLED")) {
      return false;
    }
    for (JsonNode delivery : view.get().path("deliveries")) {
      if (!delivery.path("state").asText().equals("DELIVERED")) {
        return false;
      }
    }
    return true;
  }

  private void ask(List<String> ids) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(ASKERS);
    try {
      List<Future<?>> questions = new ArrayList<>();
      for (String id : ids) {
        questions.add(pool.submit(() -> views.put(id, relay.message(id))));
      }
      for (Future<?> question : questions) {
        heard(question);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** One that could not be asked is asked again in the next round. */
  private static void heard(Future<?> question) throws InterruptedException {
    try {
      Object unused = question.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof IOException)) {
        throw new IllegalStateException(e);
      }
    }
  }

  private List<Fault> compare(Account account, List<LedgerLine> lines) throws InterruptedException {
    long unused = unsettled(account);
    var strangers = new HashMap<String, Comparison.Told>();
    List<String> unknown = List.copyOf(Comparison.strangers(account, lines));
    ask(unknown);
    for (String id : unknown) {
      views
          .getOrDefault(id, Optional.empty())
          .ifPresent(
              view ->
                  strangers.put(
                      id,
                      new Comparison.Told(
                          view.path("source").asText(),
                          view.path("caseNo").asText(),
                          view.path("event").asText())));
    }
    var faults = new ArrayList<>(acceptances.faults());
    faults.addAll(Comparison.faults(repertoire, account, lines, strangers));
    faults.addAll(Receipts.faults(account, lines, acceptances.receipts(), views));
    accepted = (long) account.messages().size() + strangers.size();
    return faults;
  }

  /** Messages that were accepted, those of the played systems included; known after comparing. */
  long accepted() {
    return accepted;
  }
}
