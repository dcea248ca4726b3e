package io.tongqiao.bench.drill;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/** How far the whole work of a run has come. */
final class Work {

  private final Acceptances acceptances;
  private final Ledgers ledgers;
  private final long messages;
  private final long deliveries;

  Work(Repertoire repertoire, List<Story> stories, Acceptances acceptances, Ledgers ledgers) {
    this.acceptances = acceptances;
    this.ledgers = ledgers;
    this.messages = stories.stream().mapToLong(story -> story.events().size()).sum();
    this.deliveries = stories.stream().mapToLong(story -> deliveries(repertoire, story)).sum();
  }

  /** What a case's events lead to when nobody is killed, what is told of them included. */
  private static long deliveries(Repertoire repertoire, Story story) {
    var open = new ArrayDeque<Message>();
    story.events().forEach(event -> open.add(event.message()));
    long count = 0;
    while (!open.isEmpty()) {
      Message message = open.poll();
      for (var receiver : repertoire.receivers(message).entrySet()) {
        count++;
        for (var echo : repertoire.echo(receiver.getKey(), receiver.getValue())) {
          var told = repertoire.about(echo, message.caseNo());
          open.add(Message.of(told, message.complete().caseNode(), Message.UNKNOWN));
        }
      }
    }
    return count;
  }

  /** Messages that the platform has to hand over. */
  long messages() {
    return messages;
  }

  /** Deliveries that are expected, about: a killed system may forget to tell of a case. */
  long deliveries() {
    return deliveries;
  }

  /**
   * From 0 to 1: messages accepted and deliveries made.
   *
   * @throws IOException when a ledger cannot be read
   */
  double part() throws IOException {
    return (double) (acceptances.acceptedSoFar() + ledgers.done()) / (messages + deliveries);
  }
}
