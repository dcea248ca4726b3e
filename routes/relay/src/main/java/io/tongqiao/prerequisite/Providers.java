package io.tongqiao.prerequisite;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Provision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Who can be asked for what, by the folders' {@code provides} and {@code assists}. */
@Component
class Providers {

  /** A question that can be put: what, and to whom. */
  record Candidate(Provider provider, Wanted.Sought sought, Holder holder) {}

  private final Catalogue catalogue;

  Providers(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Whom to ask for a material: tiers of equal preference, to be asked one after the other, and
   * those within a tier side by side.
   */
  List<List<Candidate>> tiers(Wanted wanted, Provision.Kind kind) {
    var tiers = new TreeMap<Integer, List<Candidate>>();
    for (Wanted.Sought sought : wanted.documents()) {
      for (Dialect dialect : catalogue.working()) {
        Provision provision = dialect.descriptor().provides().get(sought.type().id());
        if (provision != null && provision.kind() == kind && sought.holder().isPresent()) {
          var candidate =
              new Candidate(new Provider(dialect, provision), sought, sought.holder().get());
          if (canLookUp(provision, wanted)) {
            tiers.computeIfAbsent(provision.preference(), p -> new ArrayList<>()).add(candidate);
          }
        }
      }
    }
    return List.copyOf(tiers.values());
  }

  private static boolean canLookUp(Provision provision, Wanted wanted) {
    return provision.by().contains(Provision.Key.CODE)
        || provision.by().contains(Provision.Key.NAME)
        || !wanted.certNo().isEmpty();
  }

  /** How a document that came from a system may be used again; empty when it gives it no more. */
  Optional<Provision> of(String system, String document) {
    return catalogue.find(system).map(dialect -> dialect.descriptor().provides().get(document));
  }

  /** The system at which a department is asked to assist. */
  Optional<Dialect> assistant(String department) {
    return catalogue.working().stream()
        .filter(dialect -> dialect.descriptor().assists().contains(department))
        .findFirst();
  }
}
