package io.tongqiao.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.PauseJournal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Caller;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A copy of journal and documents is enough: the broker is filled again out of the journal. */
class BackupIT {

  private static final String PROVINCE = "prov-yctb";

  @TempDir private Path directory;

  @Test
  void relay_restoredWithoutItsBroker_deliversWhatWaitedOnceAndKeepsReceipts() throws Exception {
    Ground ground = Ground.in(Files.createDirectory(directory.resolve("first")));
    Ground other = Ground.in(Files.createDirectory(directory.resolve("second")));
    List<String> waiting = new ArrayList<>();
    try (Simulator ministries = ground.ministries()) {
      String delivered;
      ObjectNode message;
      JsonNode receipt;
      try (Relay first = Relay.start(ground, ministries, 970_000, Map.of())) {
        delivered = first.caseFor(PROVINCE);
        first.until(delivered, PROVINCE, State.DELIVERED);
        message = Messages.canonical("permit/01-apply", first.newCase());
        receipt = first.post(Relay.BUREAU, message).json();
        first.pause(PROVINCE);
        for (int i = 0; i < 5; i++) {
          waiting.add(first.caseFor(PROVINCE));
        }
        Path copy = first.bean(JournalCopies.class).take("operator").orElseThrow();
        Path data = directory.resolve("second/data");
        Files.createDirectories(data.resolve("journal"));
        Files.copy(copy, data.resolve("journal/tongqiao.mv.db"));
        for (String kept : List.of("keys", "secrets")) {
          FileSystemUtils.copyRecursively(
              directory.resolve("first/data").resolve(kept), data.resolve(kept));
        }
      }
      assertThat(directory.resolve("second/data/broker")).doesNotExist();
      try (Relay second = Relay.start(other, ministries, 980_000, Map.of())) {
        assertThat(second.bean(PauseJournal.class).all()).containsKey(PROVINCE);
        second.bean(PauseJournal.class).resume(PROVINCE);
        for (String caseNo : waiting) {
          StoredDelivery done = second.until(caseNo, PROVINCE, State.DELIVERED);
          assertThat(done.attempts()).isEqualTo(1);
          assertThat(second.done(PROVINCE, caseNo)).hasSize(1);
        }
        assertThat(second.done(PROVINCE, delivered)).hasSize(1);
        Caller.Answer again = second.post(Relay.BUREAU, message);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(receipt);
      }
    }
  }
}
