package io.tongqiao.console;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Fault;
import io.tongqiao.journal.LaneQueries;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.GateStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to know of one system now.
 *
 * @param endpoint where it is called, without anything secret
 * @param gate how it is called; empty while its folder is broken
 * @param open deliveries that are not done
 * @param causes why lanes stand still, the most frequent first; personal data masked
 * @param keys when its good keys for our doors were issued
 * @param faults of its folder, which therefore stays down
 * @param readme of its folder; empty for none
 */
public record Sheet(
    Descriptor system,
    String endpoint,
    Optional<GateStatus> gate,
    Map<State, Long> open,
    List<LaneQueries.Cause> causes,
    List<Credential> credentials,
    List<Instant> keys,
    List<Fault> faults,
    String readme) {

  /**
   * Something that runs out, or that may be lacking.
   *
   * @param name of the secret, or of the file with the certificate
   * @param there whether the site has set it
   * @param expires when it ends, where that is known
   */
  public record Credential(String name, boolean there, Optional<Instant> expires) {}
}
