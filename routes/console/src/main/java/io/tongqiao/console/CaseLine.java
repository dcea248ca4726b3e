package io.tongqiao.console;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseState;
import java.time.Instant;
import java.util.List;

/**
 * A case in a list; persons and numbers masked.
 *
 * @param lights how it stands at each system that has got something of it
 */
public record CaseLine(
    String caseNo,
    CaseState state,
    Instant openedAt,
    String item,
    String itemName,
    String applicant,
    String applicantCode,
    List<Light> lights) {

  /**
   * Deliveries to a system.
   *
   * @param state the one that needs most care
   * @param count how many are in it
   */
  public record Light(String system, State state, long count) {}

  /** The lights of systems that have not got everything. */
  public List<Light> open() {
    return lights.stream().filter(light -> light.state != State.DELIVERED).toList();
  }

  /** How many systems have got everything. */
  public int delivered() {
    return lights.size() - open().size();
  }
}
