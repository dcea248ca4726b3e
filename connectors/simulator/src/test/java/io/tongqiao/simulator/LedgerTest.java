package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-16T01:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path directory;

  private static LedgerEntry work(String caseNo, String messageId) {
    var call =
        new Call(
            "city-power",
            "apply",
            Map.of(),
            NullNode.instance,
            NullNode.instance,
            "d",
            caseNo,
            messageId,
            "",
            "");
    return LedgerEntry.received(call).answered("apply", "200").worked("R1");
  }

  @Test
  void write_fileGiven_isThereInTheNextRun() throws Exception {
    Optional<Path> file = Optional.of(directory.resolve("ledger.jsonl"));
    try (Ledger first = Ledger.open(CLOCK, file)) {
      first.write(work("C1", "M1"));
      assertThat(Files.readAllLines(file.get())).hasSize(1);
    }
    try (Ledger second = Ledger.open(CLOCK, file)) {
      Ledger.Written again = second.write(work("C1", "M1"));
      assertThat(again.entry().repeat()).isTrue();
      assertThat(again.entry().seq()).isEqualTo(2);
      assertThat(second.receiptNo("city-power", "apply", "C1")).contains("R1");
      assertThat(second.messageId("city-power", "C1")).contains("M1");
    }
  }

  @Test
  void open_lastLineCutOff_dropsIt() throws Exception {
    Path file = directory.resolve("ledger.jsonl");
    try (Ledger first = Ledger.open(CLOCK, Optional.of(file))) {
      first.write(work("C1", "M1"));
    }
    Files.writeString(file, "{\"seq\":2,\"sys", StandardOpenOption.APPEND);
    try (Ledger second = Ledger.open(CLOCK, Optional.of(file))) {
      second.write(work("C2", "M2"));
    }
    assertThat(Files.readAllLines(file)).hasSize(2).last().asString().contains("\"C2\"");
  }

  @Test
  void write_noMessageId_sameBodyOfTheSameCaseIsARepeat() throws Exception {
    try (Ledger ledger = Ledger.open(CLOCK, Optional.empty())) {
      assertThat(ledger.write(work("C1", "")).entry().repeat()).isFalse();
      assertThat(ledger.write(work("C2", "")).entry().repeat()).isFalse();
      assertThat(ledger.write(work("C1", "")).entry().repeat()).isTrue();
    }
  }

  @Test
  void write_secondMessageOfACase_isNotItsFirstButItsLast() throws Exception {
    try (Ledger ledger = Ledger.open(CLOCK, Optional.empty())) {
      assertThat(ledger.write(work("C1", "M1")).firstOfCase()).isTrue();
      assertThat(ledger.write(work("C1", "M2")).firstOfCase()).isFalse();
      assertThat(ledger.messageId("city-power", "C1")).contains("M2");
      assertThat(ledger.messageId("city-power", "C2")).isEmpty();
    }
  }

  @Test
  void open_noWholeLine_beginsAnew() throws Exception {
    Path file = Files.writeString(directory.resolve("ledger.jsonl"), "{\"seq\":1,");
    try (Ledger ledger = Ledger.open(CLOCK, Optional.of(file))) {
      assertThat(ledger.write(work("C1", "M1")).entry().seq()).isEqualTo(1);
    }
    assertThat(Files.readAllLines(file)).hasSize(1);
  }
}
