package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptTest {

  static List<Path> examples() {
    return Examples.files("receipts", ".json");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void json_readAndWritten_isTheSame(Path example) {
    ObjectNode json = Examples.json(example);
    assertThat(Receipt.fromJson(json).toJson()).isEqualTo(json);
  }

  @Test
  void toJson_absentFields_leavesThemOutAndIsValid() {
    Receipt receipt =
        new Receipt(
            CaseMessage.messageId("a", "b"),
            "",
            "",
            "",
            "tongqiao",
            Receipt.Level.BUSINESS,
            Receipt.Outcome.ACCEPTED,
            "",
            Instant.EPOCH,
            "",
            "",
            List.of());
    assertThat(receipt.toJson().fieldNames())
        .toIterable()
        .containsExactly("messageId", "issuer", "level", "outcome");
    assertThat(Schemas.load().validate(Schemas.Name.RECEIPT, receipt.toJson())).isEmpty();
    assertThat(Receipt.fromJson(receipt.toJson())).isEqualTo(receipt);
  }

  @Test
  void fromJson_unknownLevelOrTime_throws() {
    ObjectNode json = Examples.json(examples().get(0));
    assertThatThrownBy(() -> Receipt.fromJson(json.deepCopy().put("level", "MAYBE")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Receipt.fromJson(json.deepCopy().put("time", "yesterday")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
