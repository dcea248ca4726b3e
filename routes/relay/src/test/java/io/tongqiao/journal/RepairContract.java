package io.tongqiao.journal;

import static io.tongqiao.journal.JournalContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/**
 * What the journal promises of corrections and later rejections, whatever database it stands on.
 */
interface RepairContract {

  /** A store of its own for each class; cases keep the tests apart. */
  JournalStore store();

  private DeliveryJournal deliveries() {
    return store().deliveries();
  }

  @Test
  default void correct_givesANewVersionThatIsSentAndLeavesTheMessage() {
    StoredMessage message = store().insert("c10", "1", "{\"v\":0}");
    StoredDelivery delivery = store().deliver(message, "prov-yctb");
    StoredDelivery other = store().deliver(message, "city-power");
    deliveries().correct(delivery, "{\"v\":1}", "wang", "改地址");
    deliveries().correct(store().found(delivery.id()), "{\"v\":2}", "li", "再改");
    var turns = deliveries().turns(List.of(delivery.id(), other.id()));
    assertThat(turns.get(delivery.id()).body()).isEqualTo("{\"v\":2}");
    assertThat(turns.get(delivery.id()).delivery().version()).isEqualTo(2);
    assertThat(turns.get(other.id()).body()).isEqualTo("{\"v\":0}");
    assertThat(store().journal().message(message.id())).contains(message);
    assertThat(
            store()
                .jdbc()
                .sql(
                    "select version || ' ' || body || ' ' || actor || ' ' || reason from delivery_version where delivery_id = ? order by version")
                .param(delivery.id())
                .query(String.class)
                .list())
        .containsExactly("1 {\"v\":1} wang 改地址", "2 {\"v\":2} li 再改");
  }

  @Test
  default void correct_ofWhatWasCorrectedMeanwhile_isRefused() {
    StoredDelivery delivery = store().deliver(store().insert("c11", "1"), "prov-yctb");
    deliveries().correct(delivery, "{\"v\":1}", "wang", "改地址");
    assertThatThrownBy(() -> deliveries().correct(delivery, "{\"v\":9}", "li", "也改"))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(deliveries().turns(List.of(delivery.id())).get(delivery.id()).body())
        .isEqualTo("{\"v\":1}");
  }

  @Test
  default void rejectLater_parksWithTheFinalWord() {
    StoredDelivery delivery = store().deliver(store().insert("c12", "1"), "prov-yctb");
    store().settle(delivery, State.DELIVERED, Optional.of(Receipt.Level.BUSINESS));
    deliveries().rejectLater(store().found(delivery.id()), "E-7", "材料不清晰");
    StoredDelivery rejected = store().found(delivery.id());
    assertThat(rejected.state()).isEqualTo(State.PARKED);
    assertThat(rejected.level()).isEqualTo("FINAL");
    assertThat(rejected.code()).isEqualTo("E-7");
    assertThat(rejected.cause()).contains("材料不清晰");
    assertThat(rejected.receiptNo()).isEqualTo("R-1");
    assertThat(rejected.attempts()).isEqualTo(1);
    assertThat(store().receipts(delivery))
        .containsExactly("prov-yctb BUSINESS ACCEPTED " + NOW, "prov-yctb FINAL REJECTED " + NOW);
  }
}
