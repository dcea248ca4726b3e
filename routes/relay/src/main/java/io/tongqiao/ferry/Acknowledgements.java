package io.tongqiao.ferry;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Reply;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.dialect.ferry.Box;
import io.tongqiao.dialect.ferry.PackageName;
import io.tongqiao.journal.FerryJournal;
import io.tongqiao.journal.Shipment;
import io.tongqiao.relay.AnsweredLater;
import io.tongqiao.version.SpokenVersions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Reads what the other side says of our packages, and lets their deliveries go on. */
final class Acknowledgements {

  private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);

  private final SpokenVersions versions;
  private final FerryJournal journal;
  private final TransactionOperations transactions;
  private final AnsweredLater answeredLater;
  private final Patience patience;

  Acknowledgements(
      SpokenVersions versions,
      FerryJournal journal,
      TransactionOperations transactions,
      AnsweredLater answeredLater,
      Patience patience) {
    this.versions = versions;
    this.journal = journal;
    this.transactions = transactions;
    this.answeredLater = answeredLater;
    this.patience = patience;
  }

  /** Reads one; it leaves the inbox only when the journal has it. */
  void read(Link link, String file) throws IOException {
    long largest = link.system().limits().maxBody();
    Optional<byte[]> bytes = link.inbox().read(file, largest);
    Optional<Shipment> shipment =
        PackageName.ofFile(file).flatMap(name -> journal.find(link.system().id(), name.toString()));
    if (bytes.isEmpty() || shipment.isEmpty()) {
      String why = bytes.isEmpty() ? "回执超过 " + largest + " 字节" : "没有发出过这个包，回执无处可归，请与对方核对";
      Aside.bad(link, file, List.of(file), why);
      return;
    }
    JsonNode answer = answer(shipment.get(), bytes.get());
    if (answer.has("unreadable")) {
      if (patience.isOver(file, Integer.toString(bytes.get().length))) {
        String why = "回执不能读取：" + answer.path("unreadable").asText() + "。该包仍按未回执处理，到时再次摆渡";
        Aside.bad(link, file, List.of(file), why);
      }
      return;
    }
    Verdict verdict = dialect(shipment.get()).verdict(shipment.get().operation(), answer);
    if (!verdict.answers()) {
      LOG.warn(
          "the acknowledgement of package {} to {} says \"not now\"; it will be ferried again",
          shipment.get().name(),
          link.system().id());
      Aside.done(link, List.of(file));
      return;
    }
    settle(link, file, shipment.get(), bytes.get(), verdict);
  }

  private void settle(Link link, String file, Shipment shipment, byte[] bytes, Verdict verdict)
      throws IOException {
    boolean contradicts =
        shipment.answeredAt().isPresent()
            && dialect(shipment)
                    .verdict(shipment.operation(), answer(shipment, shipment.answer()))
                    .outcome()
                != verdict.outcome();
    if (contradicts) {
      Aside.bad(link, file, List.of(file), "这个包先前已有相反的回执，以先前的为准。请与对方核对后人工处理");
      return;
    }
    transactions.execute(
        status -> {
          journal.answered(shipment, bytes);
          return status;
        });
    clear(link.outbox(), shipment.name());
    answeredLater.goOn(shipment.system(), shipment.messageId());
    Aside.done(link, List.of(file));
  }

  private JsonNode answer(Shipment shipment, byte[] bytes) {
    var reply = new Reply(200, Map.of(), bytes, Optional.empty());
    return dialect(shipment).answer(shipment.operation(), reply);
  }

  /** Whose words the package spoke, those are the words of its acknowledgement. */
  private Dialect dialect(Shipment shipment) {
    return versions.of(shipment.system(), shipment.dialect());
  }

  /** Where the gap copies and does not take away. */
  static void clear(Box outbox, String name) throws IOException {
    for (String file : outbox.names()) {
      if (file.startsWith(name + ".") && !file.endsWith(PackageName.ACK)) {
        outbox.remove(file);
      }
    }
  }
}
