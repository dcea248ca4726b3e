package io.tongqiao.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.journal.DeliveryJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.schema.CaseMessage;
import java.io.UncheckedIOException;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Decides who must have a message and puts one copy on each {@code out.<system>}. Deliveries are
 * written first, copies sent second: a crash between the two brings the message back here; sending
 * copies and taking the message off {@code cases} are one transaction of the broker.
 */
@Component
public class Dispatch {

  private final Catalogue catalogue;
  private final Journal journal;
  private final DeliveryJournal deliveries;
  private final Outbox outbox;
  private final TransactionOperations transactions;
  private final JsonMapper json;

  Dispatch(
      Catalogue catalogue,
      Journal journal,
      DeliveryJournal deliveries,
      Outbox outbox,
      TransactionOperations transactions,
      JsonMapper json) {
    this.catalogue = catalogue;
    this.journal = journal;
    this.deliveries = deliveries;
    this.outbox = outbox;
    this.transactions = transactions;
    this.json = json;
  }

  /** Dispatches a message, after every earlier one of its case that a race has left behind. */
  public void dispatch(
      @Header(Queues.MESSAGE_ID) String messageId,
      @Header("JMSXGroupID") String caseNo,
      @Body String body) {
    transactions.executeWithoutResult(
        status -> {
          journal.lockCase(caseNo);
          journal.undispatched(caseNo, messageId).forEach(this::write);
        });
    for (StoredDelivery copy : deliveries.ofMessage(messageId)) {
      if (copy.state() == StoredDelivery.State.READY) {
        outbox.copy(copy.system(), messageId, caseNo, body);
      }
    }
  }

  private void write(StoredMessage stored) {
    CaseMessage message = read(stored.body());
    Descriptor.Progress sender = catalogue.progress(stored.source());
    for (Descriptor system : catalogue.descriptors()) {
      boolean addressed = message.target().isEmpty() || message.target().contains(system.id());
      if (addressed && !system.id().equals(stored.source())) {
        system
            .operationFor(message, sender)
            .ifPresent(operation -> deliveries.add(stored, system.id(), operation));
      }
    }
    journal.dispatched(stored.id());
  }

  private CaseMessage read(String body) {
    try {
      return new CaseMessage((ObjectNode) json.readTree(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a message that is not JSON", e);
    }
  }
}
