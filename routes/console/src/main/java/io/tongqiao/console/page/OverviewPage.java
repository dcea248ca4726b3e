package io.tongqiao.console.page;

import io.tongqiao.console.people.Operator;
import io.tongqiao.dialect.Descriptor.Network;
import io.tongqiao.dialect.Descriptor.Tier;
import io.tongqiao.relay.Throughput;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The map of all systems; its moving part is fetched anew every two seconds. */
@Controller
class OverviewPage {

  private final Overview overview;
  private final Throughput throughput;
  private final Clock clock;

  OverviewPage(Overview overview, Throughput throughput, Clock clock) {
    this.overview = overview;
    this.throughput = throughput;
    this.clock = clock;
  }

  @GetMapping("/console/overview")
  String show(Model model) {
    tell(model);
    return "overview";
  }

  @GetMapping("/console/overview/map")
  String map(Model model) {
    tell(model);
    return "overview :: map";
  }

  private void tell(Model model) {
    List<Tile> tiles = overview.tiles(Operator.current().scope());
    Optional<Duration> oldest =
        tiles.stream().flatMap(t -> t.oldest().stream()).max(Comparator.naturalOrder());
    model
        .addAttribute("tiers", Tier.values())
        .addAttribute("networks", Network.values())
        .addAttribute("islands", Overview.islands(tiles))
        .addAttribute("count", tiles.size())
        .addAttribute("well", tiles.stream().filter(t -> t.light().tone().equals("well")).count())
        .addAttribute("backlog", tiles.stream().mapToLong(Tile::backlog).sum())
        .addAttribute("parked", tiles.stream().mapToLong(Tile::parked).sum())
        .addAttribute("delivered", tiles.stream().mapToLong(Tile::delivered).sum())
        .addAttribute("failed", tiles.stream().mapToLong(Tile::failed).sum())
        .addAttribute("oldest", oldest.map(Tile::told).orElse("–"))
        .addAttribute("now", clock.instant())
        .addAttribute("course", course());
  }

  private String course() {
    return throughput.course().stream()
        .map(ten -> ten.delivered() + "/" + ten.failed())
        .collect(Collectors.joining(" "));
  }
}
