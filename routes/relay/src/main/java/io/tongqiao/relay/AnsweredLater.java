package io.tongqiao.relay;

import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.Journal;
import org.springframework.stereotype.Component;

/**
 * Lets a delivery go on whose answer has come after the call: the call is made again and finds it.
 */
@Component
public class AnsweredLater {

  private final Journal journal;
  private final DeliveryQueries deliveries;
  private final Lanes lanes;

  AnsweredLater(Journal journal, DeliveryQueries deliveries, Lanes lanes) {
    this.journal = journal;
    this.deliveries = deliveries;
    this.lanes = lanes;
  }

  /** Makes the next attempt at a system's delivery of a message now, if it waits. */
  public void goOn(String system, String messageId) {
    journal
        .message(messageId)
        .ifPresent(
            message ->
                deliveries.ofMessage(message).stream()
                    .filter(delivery -> delivery.system().equals(system))
                    .forEach(lanes::hurry));
  }
}
