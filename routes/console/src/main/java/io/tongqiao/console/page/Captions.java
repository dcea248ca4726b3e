package io.tongqiao.console.page;

import io.tongqiao.console.people.Operator;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.schema.EventType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** What pages write for a system, an event, or a moment. */
@Component
final class Captions {

  private static final String ENGLISH = "en";

  private final Catalogue catalogue;
  private final Clock clock;

  Captions(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** The systems that whoever looks may see. */
  List<Descriptor> systems() {
    return catalogue.descriptors().stream()
        .filter(d -> Operator.current().scope().includes(d.id()))
        .sorted(Comparator.comparing(Descriptor::id))
        .toList();
  }

  /** A system's name in a language; its id when it is no more. */
  public String system(String id, String language) {
    return catalogue.descriptors().stream()
        .filter(d -> d.id().equals(id))
        .findFirst()
        .map(d -> language.equals(ENGLISH) ? d.name().en() : d.name().zh())
        .orElse(id);
  }

  /** An event's name in a language. */
  public String event(String name, String language) {
    EventType event = EventType.valueOf(name);
    return language.equals(ENGLISH) ? event.en() : event.zh();
  }

  /** A moment of the API's, in +08:00. */
  public String time(String moment) {
    return new EveryPage.Times().whole(Instant.parse(moment));
  }

  /** How long ago, in the largest unit that says something. */
  public String age(Instant since) {
    return Tile.told(Duration.between(since, clock.instant()));
  }
}
