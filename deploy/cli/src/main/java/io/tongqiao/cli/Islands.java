package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Who got what in a demonstration: all systems of the relay, by tier and network. */
final class Islands {

  private static final List<String> TIERS = List.of("central", "province", "city", "county");
  private static final List<String> NETWORKS = List.of("internet", "extranet", "private");

  /**
   * One system.
   *
   * @param calls how it is being called, as the relay says
   * @param cases of which it was sent something
   * @param asked how often it was asked for a document
   * @param given documents that it gave
   */
  private record Island(
      String id,
      String tier,
      String network,
      String calls,
      long cases,
      long deliveries,
      long delivered,
      long asked,
      long given) {

    boolean reached() {
      return delivered + given > 0;
    }
  }

  private final Cast cast;
  private final List<Island> all = new ArrayList<>();

  /**
   * Counts.
   *
   * @param systems of the relay: those that the operators' API lists
   */
  Islands(JsonNode systems, Cast cast, Outcome outcome, List<Documents> documents) {
    this.cast = cast;
    for (JsonNode system : systems) {
      String id = system.path("id").asText();
      List<CaseView.Copy> copies = outcome.copies(id);
      all.add(
          new Island(
              id,
              system.path("tier").asText(),
              system.path("network").asText(),
              system.path("calls").asText(),
              outcome.cases(id),
              copies.size(),
              copies.stream().filter(CaseView.Copy::delivered).count(),
              documents.stream().mapToLong(d -> d.asked(id)).sum(),
              documents.stream().mapToLong(d -> d.given(id)).sum()));
    }
    all.sort(
        Comparator.comparingInt((Island i) -> TIERS.indexOf(i.tier()))
            .thenComparingInt(i -> NETWORKS.indexOf(i.network()))
            .thenComparing(Island::id));
  }

  int size() {
    return all.size();
  }

  /** Systems that something was delivered to, or that gave a document. */
  long reached() {
    return all.stream().filter(Island::reached).count();
  }

  /** Systems that got nothing and gave nothing: what they are called, and how they stand. */
  List<String> unreached() {
    return all.stream()
        .filter(island -> !island.reached())
        .map(island -> cast.name(island.id()) + "（" + Words.calls(island.calls()) + "）")
        .toList();
  }

  /** One row a system. */
  Table table() {
    var table = new Table(List.of("层级", "网络", "系统", "协议", "办件", "投递", "送达", "调取", "给出"));
    for (Island island : all) {
      table.row(
          List.of(
              Words.tier(island.tier()),
              Words.network(island.network()),
              cast.name(island.id()),
              cast.protocol(island.id()),
              Long.toString(island.cases()),
              Long.toString(island.deliveries()),
              Long.toString(island.delivered()),
              Long.toString(island.asked()),
              Long.toString(island.given())));
    }
    return table;
  }

  /** One row a tier, then one a network. */
  Table sums() {
    var table = new Table(List.of("", "系统", "已到达", "投递", "送达", "调取", "给出"));
    TIERS.forEach(tier -> table.row(sum(Words.tier(tier), of(Island::tier, tier))));
    NETWORKS.forEach(net -> table.row(sum(Words.network(net), of(Island::network, net))));
    return table;
  }

  private static List<String> sum(String name, List<Island> islands) {
    return List.of(
        name,
        Integer.toString(islands.size()),
        Long.toString(islands.stream().filter(Island::reached).count()),
        Long.toString(sum(islands, Island::deliveries)),
        Long.toString(sum(islands, Island::delivered)),
        Long.toString(sum(islands, Island::asked)),
        Long.toString(sum(islands, Island::given)));
  }

  private List<Island> of(Function<Island, String> what, String name) {
    return all.stream().filter(island -> what.apply(island).equals(name)).toList();
  }

  private static long sum(List<Island> islands, ToLongFunction<Island> figure) {
    return islands.stream().mapToLong(figure).sum();
  }

  /** {@code {"central": {"systems", "of", "deliveries", "delivered", "documents"}, ...}}. */
  ObjectNode tiers() {
    return sums(TIERS, Island::tier);
  }

  /** As {@link #tiers}: {@code internet}, {@code extranet}, {@code private}. */
  ObjectNode networks() {
    return sums(NETWORKS, Island::network);
  }

  private ObjectNode sums(List<String> names, Function<Island, String> what) {
    ObjectNode sums = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      List<Island> islands = of(what, name);
      sums.putObject(name)
          .put("systems", islands.stream().filter(Island::reached).count())
          .put("of", islands.size())
          .put("deliveries", sum(islands, Island::deliveries))
          .put("delivered", sum(islands, Island::delivered))
          .put("documents", sum(islands, Island::given));
    }
    return sums;
  }
}
