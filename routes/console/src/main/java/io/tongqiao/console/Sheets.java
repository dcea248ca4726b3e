package io.tongqiao.console;

import io.tongqiao.console.people.Operator;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Fault;
import io.tongqiao.dialect.Ferry;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.journal.KeyJournal;
import io.tongqiao.journal.LaneQueries;
import io.tongqiao.journal.OpenQueries;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Gates;
import io.tongqiao.relay.SystemAddresses;
import io.tongqiao.watch.Expiries;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Gathers what there is to know of a system, for pages and the operators' API. */
@Component
public class Sheets {

  private static final Set<State> STILL = EnumSet.of(State.PARKED, State.WAITING);

  private final Catalogue catalogue;
  private final SystemAddresses addresses;
  private final Gates gates;
  private final OpenQueries queries;
  private final LaneQueries lanes;
  private final KeyJournal keys;
  private final Secrets secrets;
  private final Expiries expiries;
  private final Clock clock;

  Sheets(
      Catalogue catalogue,
      SystemAddresses addresses,
      Gates gates,
      OpenQueries queries,
      LaneQueries lanes,
      KeyJournal keys,
      Secrets secrets,
      Expiries expiries,
      Clock clock) {
    this.catalogue = catalogue;
    this.addresses = addresses;
    this.gates = gates;
    this.queries = queries;
    this.lanes = lanes;
    this.keys = keys;
    this.secrets = secrets;
    this.expiries = expiries;
    this.clock = clock;
  }

  /** That of a system; empty when there is none, or not one that whoever asks may see. */
  public Optional<Sheet> of(String id) {
    if (!Operator.current().scope().includes(id)) {
      return Optional.empty();
    }
    Optional<Dialect> dialect = catalogue.find(id);
    if (dialect.isPresent()) {
      String readme = dialect.get().folder().text("README.md").orElse("");
      return Optional.of(sheet(dialect.get().descriptor(), List.of(), readme));
    }
    return catalogue.broken().stream()
        .filter(broken -> broken.id().equals(id))
        .findFirst()
        .flatMap(broken -> broken.descriptor().map(system -> sheet(system, broken.faults(), "")));
  }

  /** A working system that whoever asks may see. */
  public Optional<Dialect> working(String id) {
    return catalogue.find(id).filter(found -> Operator.current().scope().includes(id));
  }

  private Sheet sheet(Descriptor system, List<Fault> faults, String readme) {
    String id = system.id();
    var filter = LaneQueries.Filter.of(Set.of(id), STILL);
    return new Sheet(
        system,
        Notation.address(addresses.of(system)),
        Optional.ofNullable(gates.statuses().get(id)),
        queries.bySystem().getOrDefault(id, OpenQueries.Open.NOTHING).counts(),
        lanes.causes(filter).stream().limit(20).map(Sheets::masked).toList(),
        credentials(system),
        keys.good().stream()
            .filter(key -> key.system().equals(id))
            .map(KeyJournal.Key::issuedAt)
            .toList(),
        faults,
        readme);
  }

  private static LaneQueries.Cause masked(LaneQueries.Cause cause) {
    return new LaneQueries.Cause(
        cause.system(),
        cause.state(),
        cause.code(),
        Masked.personal(cause.reason()),
        cause.lanes(),
        cause.oldest(),
        cause.example());
  }

  /** The secrets that its folder names, and what else of it is known to run out. */
  private List<Sheet.Credential> credentials(Descriptor system) {
    Map<String, Instant> ends = new TreeMap<>();
    expiries.at(clock.instant()).stream()
        .filter(expiry -> expiry.name().startsWith(system.id() + "."))
        .forEach(expiry -> ends.put(expiry.name(), expiry.end()));
    Stream<String> host = system.ferry().map(Ferry::hostKey).filter(key -> !key.isEmpty()).stream();
    Stream<String> named = Stream.concat(system.secrets(), host);
    return Stream.concat(named, ends.keySet().stream())
        .distinct()
        .map(
            name ->
                new Sheet.Credential(
                    name,
                    ends.containsKey(name) || secrets.find(name).isPresent(),
                    Optional.ofNullable(ends.get(name))))
        .toList();
  }
}
