package io.tongqiao.console;

import io.tongqiao.console.people.Operator;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.journal.Journal;
import io.tongqiao.probe.Probe;
import io.tongqiao.probe.Probes;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tests connections for whoever is signed in, audited before anything is asked. */
@Component
public class Trials {

  private final Probes probes;
  private final Journal journal;

  Trials(Probes probes, Journal journal) {
    this.probes = probes;
    this.journal = journal;
  }

  /** Begins a test of a system, or joins the one that is under way. */
  public Probe begin(Dialect dialect) {
    journal.audit(
        Operator.current().name(), "system.test", "system " + dialect.descriptor().id(), "测试连接");
    return probes.begin(dialect);
  }

  /** The last test of a system on this node. */
  public Optional<Probe> last(String system) {
    return probes.last(system);
  }
}
