package io.tongqiao.ferry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.UnaryOperator;

/** What tests of ferries say and look at. */
final class FerryBench {

  private FerryBench() {}

  /** Pauses that a test can wait for. */
  static String hurried(String descriptor) {
    return descriptor
        .replace("again: 30m", "again: 2s")
        .replace("patience: 10m", "patience: 1s")
        .replace("split: 10MiB", "split: 8KiB")
        .replace("maxBody: 20MiB", "maxBody: 256KiB");
  }

  /** A new case that the window has received. */
  static String received(Relay relay) {
    return received(relay, message -> message);
  }

  static String received(Relay relay, UnaryOperator<ObjectNode> change) {
    String caseNo = relay.newCase();
    ObjectNode apply = Messages.canonical("withdrawn-after/01-apply", caseNo);
    assertThat(relay.post(Relay.BUREAU, apply.put("id", caseNo + "-apply")).status())
        .isLessThan(300);
    ObjectNode receive = change.apply(sample("apply", caseNo));
    var answer = relay.post(Relay.BUREAU, receive);
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return caseNo;
  }

  /** A sample message about another case. */
  static ObjectNode sample(String sample, String caseNo) {
    try {
      String text =
          Files.readString(
              Ground.SYSTEMS.resolve(FarSide.SYSTEM + "/samples/" + sample + "/canonical.json"));
      return (ObjectNode)
          new JsonMapper().readTree(text.replaceAll("61092420261004\\d{6}", caseNo));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the system has said of a case, in order. */
  static List<String> told(Relay relay, String caseNo) {
    return relay.bean(Journal.class).messages(caseNo).stream()
        .filter(m -> m.source().equals(FarSide.SYSTEM))
        .map(StoredMessage::event)
        .toList();
  }
}
