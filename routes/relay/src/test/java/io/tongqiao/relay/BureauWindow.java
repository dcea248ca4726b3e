package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.simulator.LedgerEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** The bureau's platform, which hands over one case after the other and repeats what is refused. */
final class BureauWindow implements Runnable {

  private static final String POWER = "city-power";
  private static final List<String> LIFE =
      List.of("power-01-apply", "power-02-receive", "power-03-accept");

  private final Relay relay;
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final List<String> cases = new CopyOnWriteArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();

  BureauWindow(Relay relay) {
    this.relay = relay;
  }

  @Override
  public void run() {
    while (!over.get()) {
      String caseNo = relay.newCase();
      LIFE.forEach(sample -> send(Messages.bureau(sample, caseNo)));
      cases.add(caseNo);
    }
  }

  /** Sends until it is taken, as any client does. */
  private void send(ObjectNode message) {
    Answer answer;
    do {
      answer = relay.post(Relay.BUREAU, message);
      answers.add(answer);
      pause(Duration.ofMillis(20));
    } while (answer.status() == 503);
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends after the case that it is at. */
  void close() {
    over.set(true);
  }

  /** Cases that have been handed over. */
  List<String> cases() {
    return cases;
  }

  /** How often it was answered so. */
  long count(int status) {
    return answers.stream().filter(a -> a.status() == status).count();
  }

  /** What was accepted is delivered, each call was made once, and a refusal says "not now". */
  void assertNothingLostAndNothingTwice() {
    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 202, 503);
    assertThat(answers)
        .filteredOn(a -> a.status() == 503)
        .allMatch(a -> a.headers().firstValue("Retry-After").isPresent())
        .allMatch(a -> a.text().contains("urn:tongqiao:problem:unavailable"));
    for (String caseNo : cases) {
      relay.untilQuiet(caseNo);
      assertThat(relay.bean(Journal.class).messages(caseNo))
          .filteredOn(m -> m.source().equals(Relay.BUREAU))
          .hasSize(LIFE.size());
      assertThat(relay.received(POWER, caseNo))
          .extracting(LedgerEntry::operation)
          .containsExactly("apply");
      assertThat(relay.deliveries(caseNo, POWER))
          .extracting(StoredDelivery::attempts)
          .containsExactly(1);
    }
  }
}
