package io.tongqiao.table;

import static io.tongqiao.table.Exchange.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Instruction;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.Repair;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Exchange tables under load and in trouble: all rows of a message or none, none twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableTroubleIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private Simulator ministries;
  private Relay relay;

  @BeforeAll
  void start(@TempDir Path directory) {
    Ground ground = Ground.in(directory).join(SYSTEM);
    ministries = ground.ministries();
    relay = Relay.start(ground, ministries, 650_000, Map.of());
  }

  @AfterAll
  void stop() throws IOException {
    relay.close();
    ministries.close();
  }

  private String received() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "permit-01-apply", "permit-02-receive");
    relay.untilQuiet(caseNo);
    return caseNo;
  }

  private void untilDelivered(String caseNo, int deliveries) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(relay.deliveries(caseNo, SYSTEM))
                    .hasSize(deliveries)
                    .allMatch(d -> d.state() == State.DELIVERED));
  }

  @Test
  void row_thatFailsInTheMiddle_leavesNoneOfItsMessage_andAllAreThereOnceItIsMended()
      throws IOException {
    Exchange tables = Exchange.of(relay);
    String caseNo = received();
    tables.change(
        "alter table up_pro_material add constraint c_middle check (row_guid not like '%-m2' or project_no <> '"
            + caseNo
            + "')");
    assertThat(relay.post(Relay.BUREAU, accepted(caseNo, 3)).status()).isEqualTo(202);
    StoredDelivery parked = relay.until(caseNo, SYSTEM, State.PARKED);
    assertThat(parked.cause()).contains("up_pro_material", "整份报文未写入");
    String guid = parked.messageId();
    assertThat(tables.column("select row_guid from up_pro_accept where project_no = ?", caseNo))
        .isEmpty();
    assertThat(tables.column("select row_guid from up_pro_material where project_no = ?", caseNo))
        .isEmpty();
    tables.change("alter table up_pro_material drop constraint c_middle");
    assertThat(relay.bean(Repair.class).resend(parked.id(), new Instruction("operator", "约束已去掉")))
        .isEmpty();
    untilDelivered(caseNo, 3);
    assertThat(tables.column("select row_guid from up_pro_accept where project_no = ?", caseNo))
        .containsExactly(guid);
    assertThat(
            tables.column(
                "select row_guid from up_pro_material where project_no = ? order by row_guid",
                caseNo))
        .containsExactly(guid + "-m1", guid + "-m2", guid + "-m3");
  }

  @Test
  void deadlock_isRetriedByTheLane_inOrderAndOnce() {
    Exchange tables = Exchange.of(relay);
    String caseNo = relay.newCase();
    tables.change(
        "create trigger t_deadlock before insert on up_pro_process for each row call '"
            + Deadlock.class.getName()
            + "'");
    try {
      Deadlock.TIMES.set(3);
      relay.bureau(caseNo, "permit-01-apply", "permit-02-receive");
      untilDelivered(caseNo, 2);
      assertThat(Deadlock.TIMES.get()).isZero();
      assertThat(relay.deliveries(caseNo, SYSTEM).get(0).attempts()).isEqualTo(4);
      assertThat(
              tables.column(
                  "select process_name from up_pro_process where project_no = ? order by cd_time",
                  caseNo))
          .containsExactly("申请", "接件");
    } finally {
      tables.change("drop trigger t_deadlock");
    }
  }

  @Test
  void pool_thatIsExhausted_isNotNow_andGoesOnWhenThereIsAConnection() throws SQLException {
    String caseNo = received();
    Descriptor system = relay.bean(Catalogue.class).find(SYSTEM).orElseThrow().descriptor();
    var held = new ArrayList<Connection>();
    try {
      for (int i = 0; i <= system.limits().concurrency(); i++) {
        held.add(relay.bean(TablePools.class).connect(system));
      }
      relay.bureau(caseNo, "permit-03-accept");
      await()
          .atMost(SOON)
          .until(() -> relay.deliveries(caseNo, SYSTEM).get(2).state() == State.WAITING);
      assertThat(relay.deliveries(caseNo, SYSTEM).get(2).cause()).contains("现在不能写入");
    } finally {
      for (Connection connection : held) {
        connection.close();
      }
    }
    untilDelivered(caseNo, 3);
    assertThat(
            Exchange.of(relay)
                .column("select row_guid from up_pro_accept where project_no = ?", caseNo))
        .hasSize(1);
  }

  @Test
  void message_ofFiveHundredMaterials_isOneTransaction() throws IOException {
    String caseNo = received();
    assertThat(relay.post(Relay.BUREAU, accepted(caseNo, 500)).status()).isEqualTo(202);
    untilDelivered(caseNo, 3);
    assertThat(
            Exchange.of(relay)
                .column("select count(*) from up_pro_material where project_no = ?", caseNo))
        .containsExactly("500");
  }

  private static JsonNode accepted(String caseNo, int materials) throws IOException {
    String text =
        Files.readString(Ground.SYSTEMS.resolve(SYSTEM).resolve("samples/accept/canonical.json"));
    ObjectNode message = (ObjectNode) new JsonMapper().readTree(text);
    message.put("id", caseNo + "-accept-many").put("subject", caseNo);
    ObjectNode told = JsonMapper.builder().build().createObjectNode();
    told.put("caseNo", caseNo).put("acceptTime", "2026-07-20T10:00:00+08:00");
    told.set("acceptOrg", message.at("/data/case/acceptOrg"));
    ((ObjectNode) message.path("data")).set("case", told);
    ArrayNode list = ((ObjectNode) message.path("data")).putArray("materials");
    IntStream.rangeClosed(1, materials).forEach(i -> list.addObject().put("name", "材料" + i));
    return message;
  }

  @Test
  void feedback_ofAThousandRows_isReadInItsOrderAndEachOnce() {
    Exchange tables = Exchange.of(relay);
    String caseNo = received();
    String guid = relay.deliveries(caseNo, SYSTEM).get(0).messageId();
    for (int i = 0; i < 1000; i++) {
      tables.reject(
          "%s-t%04d".formatted(guid.substring(0, 20), i), "up_pro_process", guid, "第 " + i + " 行");
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(
                        tables.column(
                            "select count(*) from dn_audit_abnormal where table_row_guid = ? and is_sync = '1'",
                            guid))
                    .containsExactly("1000"));
    List<String> heard =
        relay.bean(Journal.class).messages(caseNo).stream()
            .filter(m -> m.event().equals("DATA_REJECTED"))
            .map(StoredMessage::sourceId)
            .toList();
    assertThat(heard)
        .isEqualTo(
            IntStream.range(0, 1000)
                .mapToObj(i -> "%s-t%04d".formatted(guid.substring(0, 20), i))
                .toList());
  }
}
