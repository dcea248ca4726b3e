package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Text messages, which belong to no case. */
class TextsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 4);

  private static Folder platform() {
    return Folder.read(Path.of("../systems/city-sms"));
  }

  private static ObjectNode text() {
    return HolderFolder.sample(platform(), "alert").object("text");
  }

  @Test
  void folder_withAMappingOfTexts_sendsThemUnderTheirNumber() throws Exception {
    Dialect dialect = Dialect.compile(platform());
    assertThat(dialect.texts().operation()).hasValue("alert");
    assertThat(dialect.texts().sentBy("send")).isFalse();
    Dialect.Draft draft = dialect.texts().draft("alert", text(), DAY);
    assertThat(draft.messageId()).isEqualTo(Sample.MESSAGE_ID);
    assertThat(draft.caseNo()).isEmpty();
    assertThat(draft.tree().path("mobile").asText()).isEqualTo("10000000005");
    assertThat(dialect.tracedMessageId("alert", draft.tree())).isEqualTo(Sample.MESSAGE_ID);
  }

  @Test
  void folder_withoutOne_sendsNone() throws Exception {
    assertThat(Dialect.compile(HolderFolder.library()).texts().operation()).isEmpty();
  }

  @Test
  void text_thatLacksSomething_isRefusedByName() throws Exception {
    Dialect dialect = Dialect.compile(platform());
    for (String field : new String[] {"id", "mobile", "content", "time"}) {
      assertThatThrownBy(
              () -> dialect.texts().draft("alert", text().without(field).deepCopy(), DAY))
          .isInstanceOf(TranslationException.class)
          .hasMessageContaining(field);
    }
  }

  @Test
  void messages_thatGoToAnOperationOfTexts_areAFaultOfTheFolder() {
    Folder folder =
        HolderFolder.replaced(
            platform(), "system.yaml", "  - operation: send\n", "  - operation: alert\n");
    new ExpectedFault("system.yaml", "  alert:", "alert 没有映射文件").assertFoundIn(folder);
  }
}
