package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RelayTest
class WayOfAMessageIT {

  @Autowired private Relay relay;

  @Test
  void hotel_case_reaches_population_register_over_soap() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "hotel-01-apply", "hotel-02-receive");
    StoredDelivery delivery = relay.until(caseNo, "mps-population", State.DELIVERED);
    assertThat(delivery.receiptNo()).isNotEmpty();
    relay.untilQuiet(caseNo);
  }
}
