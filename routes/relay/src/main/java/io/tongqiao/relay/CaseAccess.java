package io.tongqiao.relay;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.journal.Journal;
import io.tongqiao.schema.EventType;
import org.springframework.stereotype.Component;

/** Who may see a case: the systems that take part in it, and the bureau's own (tier county). */
@Component
public class CaseAccess {

  private final Journal journal;
  private final Catalogue catalogue;

  CaseAccess(Journal journal, Catalogue catalogue) {
    this.journal = journal;
    this.catalogue = catalogue;
  }

  /** Whether a system may see a case; there need not be such a case. */
  public boolean maySee(String asker, String caseNo) {
    return isBureau(asker) || journal.takesPart(asker, caseNo);
  }

  /** Whether a granted case was pushed to a system for its supervision (审管推送). */
  public boolean supervises(String asker, String caseNo) {
    return journal.received(asker, caseNo, EventType.SUPERVISION_PUSH);
  }

  /** Whether a system is the bureau's own, which sees all. */
  public boolean isBureau(String asker) {
    return catalogue.descriptors().stream()
        .anyMatch(d -> d.id().equals(asker) && d.tier() == Descriptor.Tier.COUNTY);
  }
}
