package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.schema.EventType;
import org.junit.jupiter.api.Test;

class CastTest {

  private final Cast cast = new Cast(FolderCopy.SYSTEMS);

  @Test
  void platform_theCountysOwn_isFound() {
    assertThat(cast.platform()).contains("bureau-platform");
  }

  @Test
  void lives_doorSamplesWithNumbers_areInOrder() {
    assertThat(cast.lives("bureau-platform"))
        .contains(
            new Cast.Life(
                "power",
                java.util.List.of(
                    "cases--power-01-apply", "cases--power-02-receive", "cases--power-03-accept")));
    assertThat(cast.lives("bureau-platform")).extracting(Cast.Life::name).doesNotContain("event");
  }

  @Test
  void followUps_operationWithSequel_areItsDoorSamples() {
    assertThat(cast.followUps("city-power", "apply"))
        .containsExactly("progress--1-accept", "progress--2-step", "progress--3-done");
    assertThat(cast.followUps("city-power", "withdraw")).isEmpty();
  }

  @Test
  void event_doorSample_isThatOfItsCanonicalMessage() {
    assertThat(cast.event("city-power", "progress--1-accept")).contains(EventType.STEP);
    assertThat(cast.event("city-power", "nothing")).isEmpty();
  }

  @Test
  void protocol_eachTransport_isNamed() {
    assertThat(cast.protocol("city-power")).isEqualTo("REST");
    assertThat(cast.protocol("prov-yctb")).isEqualTo("表单");
    assertThat(cast.protocol("mps-population")).isEqualTo("SOAP");
    assertThat(cast.protocol("prov-socialorg")).isEqualTo("AMQP");
  }
}
