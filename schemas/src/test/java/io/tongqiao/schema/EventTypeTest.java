package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypeTest {

  @Test
  void type_ofNotAccept_isTheCloudEventsName() {
    assertThat(EventType.NOT_ACCEPT.type()).isEqualTo("io.tongqiao.case.not-accept");
  }

  @ParameterizedTest
  @EnumSource
  void ofType_everyType_findsItsEvent(EventType event) {
    assertThat(EventType.ofType(event.type())).contains(event);
    assertThat(event.type())
        .isEqualTo(
            "io.tongqiao.case."
                + event.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
  }

  @Test
  void ofType_foreignType_isEmpty() {
    assertThat(EventType.ofType("io.tongqiao.case.ACCEPT")).isEmpty();
    assertThat(EventType.ofType("")).isEmpty();
  }

  @Test
  void movesCase_everyEvent_butWhatIsSaidBesideTheCase() {
    assertThat(Arrays.stream(EventType.values()).filter(event -> !event.movesCase()))
        .containsExactly(
            EventType.VERIFICATION,
            EventType.DATA_REJECTED,
            EventType.PREREQUISITE_ASKED,
            EventType.PREREQUISITE_ANSWERED,
            EventType.PREREQUISITE_RESULT,
            EventType.FORMALIZED,
            EventType.SUPERVISION_PUSH,
            EventType.SUPERVISION_CLAIMED,
            EventType.INSPECTION,
            EventType.RECTIFICATION,
            EventType.ENFORCEMENT,
            EventType.PARTY_RESTRICTED,
            EventType.PARTY_RELEASED,
            EventType.EVALUATION,
            EventType.MONITORING);
  }
}
