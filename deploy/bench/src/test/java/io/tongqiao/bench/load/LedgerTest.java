package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger(2, 2, 10, 3);

  private void arrives(String serial, int sink) {
    ledger.arrived(("{\"serial\":\"TQB" + serial + "\"}").getBytes(US_ASCII), sink);
  }

  @Test
  void arrived_atEverySink_isCompleteAndMakesRoom() {
    ledger.room().acquireUninterruptibly();

    arrives("002000000004", 0);
    assertThat(ledger.complete()).isZero();
    arrives("002000000004", 1);

    assertThat(ledger.complete()).isOne();
    assertThat(ledger.arrivals()).isEqualTo(2);
    assertThat(ledger.room().availablePermits()).isEqualTo(3);
  }

  @Test
  void arrived_withoutLimit_isCompleteAndGivesNoRoom() {
    var unlimited = new Ledger(2, 1, 10, 0);

    unlimited.arrived("TQB002000000004".getBytes(US_ASCII), 0);
    unlimited.refused();

    assertThat(unlimited.complete()).isOne();
    assertThat(unlimited.room().availablePermits()).isZero();
  }

  @Test
  void arrived_twiceAtOneSink_isDoubledAndCountsOnce() {
    arrives("002000000004", 0);
    arrives("002000000004", 0);

    assertThat(ledger.doubled()).isOne();
    assertThat(ledger.arrivals()).isOne();
  }

  @Test
  void arrived_ofAnotherStage_isNotCounted() {
    arrives("001000000004", 0);

    assertThat(ledger.arrivals()).isZero();
  }

  @Test
  void arrived_atSinkThatDoesNotCount_isNotCounted() {
    arrives("002000000004", 5);

    assertThat(ledger.arrivals()).isZero();
    assertThat(ledger.complete()).isZero();
  }

  @Test
  void arrived_sentWithinTheWindow_isTimedFromWhenItShouldHaveBeenSent() {
    long now = System.nanoTime();
    ledger.measuredFrom(now - 4_000_000_000L);
    ledger.measuredUntil(now);
    ledger.sending(4, now - 2_000_000_000L);
    ledger.sending(5, now - 9_000_000_000L);

    for (String serial : new String[] {"002000000004", "002000000005"}) {
      arrives(serial, 0);
      arrives(serial, 1);
    }

    assertThat(ledger.endToEnd().getTotalCount()).isOne();
    assertThat(ledger.endToEnd().getMaxValue()).isGreaterThanOrEqualTo(2_000_000L);
  }
}
