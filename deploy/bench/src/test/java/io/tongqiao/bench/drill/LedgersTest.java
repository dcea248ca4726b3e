package io.tongqiao.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgersTest {

  @TempDir private Path folder;

  @Test
  void ledger_thatGrows_isReadOn() throws IOException {
    Path file = folder.resolve("ledger.jsonl");
    var ledgers = new Ledgers(List.of(file));
    assertThat(ledgers.lines()).isEmpty();

    Files.writeString(file, line(1, "一"));
    assertThat(ledgers.lines()).extracting(LedgerLine::seq).containsExactly(1L);
    Files.writeString(file, line(2, "二"), StandardOpenOption.APPEND);
    assertThat(ledgers.lines()).extracting(LedgerLine::seq).containsExactly(1L, 2L);
    assertThat(ledgers.done()).isEqualTo(2);
  }

  @Test
  void lastLine_thatIsNotWhole_isLeftUntilItIs() throws IOException {
    Path file = folder.resolve("ledger.jsonl");
    var ledgers = new Ledgers(List.of(file));
    String second = line(2, "二");

    Files.writeString(file, line(1, "一") + second.substring(0, 20));
    assertThat(ledgers.lines()).hasSize(1);
    Files.writeString(file, second.substring(20), StandardOpenOption.APPEND);
    assertThat(ledgers.lines()).extracting(LedgerLine::answer).containsExactly("一", "二");
  }

  private static String line(int seq, String answer) {
    return """
        {"seq": %d, "system": "x", "direction": "received", "operation": "o", "messageId": "m%d", "done": true, "answer": "%s"}
        """
        .formatted(seq, seq, answer);
  }
}
