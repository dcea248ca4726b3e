package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptTest {

  private Script script;

  @BeforeEach
  void read() throws Exception {
    Folder folder = Folder.read(Caller.SYSTEMS.resolve("city-power"));
    script = new Script(folder, Dialect.compile(folder).descriptor());
  }

  @Test
  void after_operation_givesItsDoorSamplesInOrder() {
    assertThat(script.after("apply", ""))
        .extracting(Sample::name)
        .containsExactly("progress--1-accept", "progress--2-step", "progress--3-done");
    assertThat(script.after("withdraw", "")).isEmpty();
  }

  @Test
  void delay_ofASample_isRead() {
    assertThat(Sequel.delay(script.door("progress--2-step").orElseThrow()))
        .isEqualTo(Duration.ofMillis(400));
    assertThat(Sequel.delay(script.door("progress--rejected").orElseThrow()))
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void caseNoOf_failingDoorSample_isFoundInItsText() {
    Sample sample = script.door("x-progress--unknown-status").orElseThrow();
    assertThat(sample.files()).doesNotContainKey("canonical.json");
    assertThat(script.caseNoOf(sample)).isEqualTo("61092420260316200008");
  }

  @Test
  void line_unknownCase_isTheFirstConfirmedSample() {
    assertThat(script.line("apply", "61092420260316999999", ""))
        .hasValueSatisfying(line -> assertThat(line.sample().name()).isEqualTo("apply"));
  }

  @Test
  void refusal_ofAnOperation_isABusinessNo() {
    assertThat(script.refusal("apply"))
        .hasValueSatisfying(line -> assertThat(line.sample().name()).isEqualTo("x-apply--refused"));
  }
}
