package io.tongqiao.relay;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.schema.CaseMessage;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Decides who must have a message. */
@Component
class Dispatch {

  /** A system, and what is to be called there. */
  record Addressee(String system, String operation) {}

  private final Catalogue catalogue;

  Dispatch(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The systems whose folders want the message, the sender excepted. */
  List<Addressee> addressees(CaseMessage message) {
    Descriptor.Progress sender = catalogue.progress(message.source());
    List<Addressee> addressees = new ArrayList<>();
    for (Descriptor system : catalogue.descriptors()) {
      boolean addressed = message.target().isEmpty() || message.target().contains(system.id());
      if (addressed && !system.id().equals(message.source())) {
        system
            .operationFor(message, sender)
            .ifPresent(operation -> addressees.add(new Addressee(system.id(), operation)));
      }
    }
    return addressees;
  }
}
