package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a descriptor says of pauses and limits, and what it means where it says nothing. */
class PaceTest {

  @Test
  void read_nothingSaid_hasDefaultsAndNoRate() throws Exception {
    Descriptor descriptor = descriptor("");

    assertThat(descriptor.limits().rate()).isEmpty();
    assertThat(descriptor.retry().jitter()).isEqualTo(0.2);
    assertThat(descriptor.retry().attempts()).isZero();
    assertThat(descriptor.breaker())
        .isEqualTo(new Descriptor.Breaker(5, Duration.ofSeconds(30), Rate.of("20/s")));
  }

  @Test
  void read_everythingSaid_isAsSaid() throws Exception {
    Descriptor descriptor =
        descriptor(
            """
            limits: {rate: 600/min}
            retry: {jitter: 0, attempts: 12}
            breaker: {lanes: 3, probe: 1m, drain: 5/s}
            """);

    assertThat(descriptor.limits().rate()).contains(new Rate(600, Duration.ofMinutes(1)));
    assertThat(descriptor.retry().jitter()).isZero();
    assertThat(descriptor.retry().attempts()).isEqualTo(12);
    assertThat(descriptor.breaker())
        .isEqualTo(new Descriptor.Breaker(3, Duration.ofMinutes(1), Rate.of("5/s")));
  }

  @Test
  void read_breakerSaidInPart_keepsTheOtherDefaults() throws Exception {
    assertThat(descriptor("breaker: {lanes: 9}").breaker())
        .isEqualTo(new Descriptor.Breaker(9, null, null));
  }

  private static Descriptor descriptor(String parts) throws Exception {
    return new DescriptorReader().read(LocatedYaml.parse("id: small\n" + parts).tree());
  }
}
