package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.Items;
import java.util.List;
import org.junit.jupiter.api.Test;

class IslandsTest {

  private static final String CASE = "61092420261003100001";

  private final Cast cast = new Cast(FolderCopy.SYSTEMS);
  private final ArrayNode systems = JsonNodeFactory.instance.arrayNode();
  private final ObjectNode theCase = JsonNodeFactory.instance.objectNode();
  private final ArrayNode timeline = theCase.putArray("timeline");
  private final ObjectNode pull = JsonNodeFactory.instance.objectNode();
  private final ArrayNode materials = pull.putArray("materials");

  @Test
  void reached_deliveredOrGaveADocument_isCounted() {
    system("city-power", "city", "internet", "FLOWING");
    system("zjb-ecert", "central", "extranet", "FLOWING");
    delivery("city-power", "DELIVERED");
    asked("zjb-ecert", "FOUND");

    Islands islands = islands();

    assertThat(islands.reached()).isEqualTo(2);
    assertThat(islands.unreached()).isEmpty();
    assertThat(islands.tiers().at("/central/documents").asInt()).isOne();
    assertThat(islands.networks().at("/internet/delivered").asInt()).isOne();
  }

  @Test
  void unreached_askedInVainParkedOrBroken_areNamed() {
    system("nat-dzzz", "central", "extranet", "FLOWING");
    system("city-power", "city", "internet", "BREAKER_OPEN");
    systems.addObject().put("id", "prov-broken").put("calls", "BROKEN");
    asked("nat-dzzz", "NOT_FOUND");
    delivery("city-power", "PARKED");

    Islands islands = islands();

    assertThat(islands.size()).isEqualTo(3);
    assertThat(islands.reached()).isZero();
    assertThat(islands.unreached())
        .containsExactly(
            "prov-broken（未启用）", "国家电子证照共享服务 nat-dzzz（正常）", "市供电服务报装系统 city-power（已熔断）");
  }

  @Test
  void table_systems_standByTierThenNetwork() {
    system("city-power", "city", "internet", "FLOWING");
    system("nat-hcp", "central", "extranet", "FLOWING");
    system("mct-market", "central", "internet", "FLOWING");

    assertThat(islands().table().text().lines().skip(2))
        .satisfiesExactly(
            first -> assertThat(first).contains("国垂", "互联网", "mct-market"),
            second -> assertThat(second).contains("国垂", "政务外网", "nat-hcp"),
            third -> assertThat(third).contains("市垂", "互联网", "city-power"));
  }

  private Islands islands() {
    var view = new CaseView(CASE, theCase, JsonNodeFactory.instance.arrayNode());
    Items.Item item = Items.load().all().iterator().next();
    return new Islands(
        systems,
        cast,
        new Outcome(List.of(view), List.of()),
        List.of(new Documents(item, cast, pull)));
  }

  private void system(String id, String tier, String network, String calls) {
    systems.addObject().put("id", id).put("tier", tier).put("network", network).put("calls", calls);
  }

  private void delivery(String system, String state) {
    timeline.addObject().put("kind", "delivery").put("system", system).put("state", state);
  }

  private void asked(String system, String outcome) {
    ObjectNode material = materials.addObject().put("code", "M02").put("outcome", outcome);
    material.putArray("tried").addObject().put("system", system).put("outcome", outcome);
    if (outcome.equals("FOUND")) {
      material.putObject("document").putObject("source").put("system", system);
    }
  }
}
