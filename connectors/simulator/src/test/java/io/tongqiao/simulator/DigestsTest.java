package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestsTest {

  @Test
  void receiptLike_sameWork_sameNumberOfTheSameLook() {
    String number = Digests.receiptLike("YD2026031600017", "city-power/apply/1");
    assertThat(number).matches("YD\\d{13}");
    assertThat(Digests.receiptLike("YD2026031600017", "city-power/apply/1")).isEqualTo(number);
    assertThat(Digests.receiptLike("YD2026031600017", "city-power/apply/2")).isNotEqualTo(number);
  }

  @Test
  void receiptLike_fewDigits_getsTwelve() {
    assertThat(Digests.receiptLike("R-1", "work")).matches("R-\\d{12}");
  }
}
