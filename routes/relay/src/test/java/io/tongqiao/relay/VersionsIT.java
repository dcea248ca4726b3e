package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.dialect.Folder;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.journal.SystemChange;
import io.tongqiao.journal.VersionJournal;
import io.tongqiao.schema.Problem;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Simulator;
import io.tongqiao.version.Versions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Other versions of systems' folders come into force while the relay runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VersionsIT {

  private static final String POLICE = "mps-population";
  private static final String POWER = "city-power";
  private static final String OLD = "政务服务事项申请人身份核验";
  private static final Instruction BY = new Instruction("sysadmin", "对方改了接口");

  private Ground ground;
  private Simulator ministries;
  private Relay relay;
  private Versions versions;
  private int firstCase = 640_000;

  @BeforeAll
  void start(@TempDir Path directory) {
    ground = Ground.in(directory);
    ministries = ground.ministries();
    open();
  }

  private void open() {
    relay = Relay.start(ground, ministries, firstCase);
    firstCase += 1000;
    versions = relay.bean(Versions.class);
  }

  @AfterAll
  void stop() throws Exception {
    relay.close();
    ministries.close();
  }

  @AfterEach
  void behave() {
    ministries.behave(POLICE);
  }

  private static Folder changed(String system, String id, UnaryOperator<String> change) {
    Folder folder = Folder.read(Ground.SYSTEMS.resolve(system));
    var files = new TreeMap<String, byte[]>();
    folder
        .files()
        .forEach(
            (name, bytes) ->
                files.put(name, change.apply(new String(bytes, UTF_8)).getBytes(UTF_8)));
    return new Folder(id, folder.origin(), files);
  }

  private static Folder saying(String words) {
    return changed(POLICE, POLICE, text -> text.replace(OLD, words));
  }

  private String sent(StoredDelivery delivery) {
    return relay
        .bean(DeliveryQueries.class)
        .texts(delivery.id())
        .orElseThrow()
        .request()
        .orElseThrow();
  }

  private int inForce(String system) {
    return versions.of(system).inForce().map(SystemChange::version).orElseThrow();
  }

  private Optional<Problem> deploy(Folder folder) {
    return versions.deploy(folder, BY, Versions.When.NOW);
  }

  @Test
  void version_deployedDuringACall_letsTheCallEndInItsOwn_andHoldsUpNoOther() {
    deploy(saying("复核甲"));
    ministries.misbehave(
        POLICE, new Misbehaviour(Misbehaviour.Kind.DELAY, Duration.ofSeconds(4), 0, 1, "", ""));
    String slow = relay.caseFor(POLICE);
    await().until(() -> !relay.deliveries(slow, POLICE).isEmpty());
    long id = relay.deliveries(slow, POLICE).get(0).id();
    await().until(() -> relay.bean(InFlight.class).has(id));

    Instant asked = Instant.now();
    assertThat(deploy(saying("复核乙"))).isEmpty();
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(relay.bean(InFlight.class).has(id)).as("the call is still under way").isTrue();
    String power = relay.caseFor(POWER);
    relay.until(power, POWER, State.DELIVERED);
    String next = relay.caseFor(POLICE);

    assertThat(sent(relay.until(next, POLICE, State.DELIVERED))).contains("复核乙");
    StoredDelivery ended = relay.until(slow, POLICE, State.DELIVERED);
    assertThat(sent(ended)).contains("复核甲");
    assertThat(ended.attempts()).isEqualTo(1);
    assertThat(relay.done(POLICE, slow)).hasSize(1);
  }

  @Test
  void version_rolledBack_isTheOneBefore_andBothActsAreInTheAudit() {
    deploy(saying("复核丙"));
    int before = inForce(POLICE);
    deploy(saying("复核丁"));
    int wrong = inForce(POLICE);

    assertThat(versions.rollBack(POLICE, Optional.empty(), new Instruction("sysadmin", "对方未切换")))
        .isEmpty();

    assertThat(inForce(POLICE)).isEqualTo(before);
    String caseNo = relay.caseFor(POLICE);
    assertThat(sent(relay.until(caseNo, POLICE, State.DELIVERED))).contains("复核丙");
    assertThat(
            relay
                .bean(JdbcClient.class)
                .sql(
                    "select act || ' ' || detail || ' ' || before_state || ' ' || after_state from audit where object = ? order by id desc fetch first 2 rows only")
                .param(POLICE)
                .query(String.class)
                .list())
        .satisfiesExactly(
            row ->
                assertThat(row)
                    .startsWith("system.rollback 对方未切换 版本 " + wrong)
                    .endsWith("版本 " + before),
            row ->
                assertThat(row)
                    .startsWith("system.deploy 对方改了接口 版本 " + before)
                    .contains("版本 " + wrong));
  }

  @Test
  void folder_thatIsBroken_changesNothing_andIsToldWithFileLineAndFix() {
    deploy(saying("复核戊"));
    int before = inForce(POLICE);

    Problem refused =
        deploy(changed(POLICE, POLICE, text -> text.replace("fallback(.time", "fallbak(.time")))
            .orElseThrow();

    assertThat(refused.errors())
        .anySatisfy(
            fault -> {
              assertThat(fault.field()).matches("check-identity.to-system.jslt:\\d+");
              assertThat(fault.fix()).isNotEmpty();
            });
    assertThat(inForce(POLICE)).isEqualTo(before);
    assertThat(versions.of(POLICE).versions()).extracting(v -> v.version()).startsWith(before);
    String caseNo = relay.caseFor(POLICE);
    assertThat(sent(relay.until(caseNo, POLICE, State.DELIVERED))).contains("复核戊");
  }

  @Test
  void version_thatIsInForceAlready_isRefused() {
    deploy(saying("复核己"));
    assertThat(deploy(saying("复核己")).orElseThrow().kind()).isEqualTo(Problem.Kind.CONFLICT);
  }

  @Test
  void version_deployedOnAnotherNode_isFollowedWithinFiveSeconds() {
    Folder folder = saying("复核庚");
    var journal = relay.bean(VersionJournal.class);
    relay
        .bean(TransactionOperations.class)
        .executeWithoutResult(
            status -> {
              int version = journal.keep(folder, false, "sysadmin", "另一节点");
              Instant now = relay.bean(Clock.class).instant();
              journal.change(POLICE, version, now, now, "sysadmin", "另一节点");
            });
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> versions.of(POLICE).running().equals(Optional.of(folder.digest())));
  }

  @Test
  void contract_withADateOfChange_standsBesideTheOldOneUntilItsTime() {
    String system = "prov-yctb";
    Folder next =
        changed(system, system, text -> text.replace("path: /callback", "path: /callback-v2"));
    Instant from = Instant.now().plusSeconds(4);
    Instant until = from.plusSeconds(4);
    assertThat(versions.deploy(next, BY, new Versions.When(Optional.of(from), Optional.of(until))))
        .isEmpty();

    assertThat(versions.of(system).running()).isNotEqualTo(Optional.of(next.digest()));
    await().until(() -> open(system, "/callback-v2"));
    assertThat(open(system, "/callback")).isTrue();
    await()
        .atMost(Duration.ofSeconds(9))
        .until(() -> versions.of(system).running().equals(Optional.of(next.digest())));
    assertThat(Instant.now()).isAfter(from);
    assertThat(open(system, "/callback")).as("the old door until its time").isTrue();
    assertThat(open(system, "/callback-v2")).isTrue();
    await().atMost(Duration.ofSeconds(9)).until(() -> !open(system, "/callback"));
    assertThat(Instant.now()).isAfter(until);
    assertThat(open(system, "/callback-v2")).isTrue();
  }

  private boolean open(String system, String door) {
    return relay
            .http()
            .post(
                "/in/" + system + door,
                ground.key(system),
                "application/xml",
                "<RECORD/>".getBytes(UTF_8))
            .status()
        != 404;
  }

  @Test
  void version_plannedAndWithdrawn_neverComes() {
    deploy(saying("复核辛"));
    Folder planned = saying("复核壬");
    var when = new Versions.When(Optional.of(Instant.now().plusSeconds(3600)), Optional.empty());
    assertThat(versions.deploy(planned, BY, when)).isEmpty();
    assertThat(versions.of(POLICE).coming())
        .extracting(SystemChange::digest)
        .containsExactly(planned.digest());
    assertThat(versions.withdraw(POLICE, BY)).isEmpty();
    assertThat(versions.of(POLICE).coming()).isEmpty();
    assertThat(versions.withdraw(POLICE, BY).orElseThrow().detail()).contains("没有排定的版本");
  }

  @Test
  void system_thatIsNew_getsItsKeyQueueAndDeliveries() throws Exception {
    String id = "mps-second";
    assertThat(deploy(changed(POLICE, id, text -> text.replace(POLICE, id)))).isEmpty();
    assertThat(versions.of(id).trouble()).isEmpty();
    assertThat(Files.exists(ground.data().resolve("keys").resolve(id))).isTrue();
    String caseNo = relay.caseFor(POLICE);
    assertThat(relay.until(caseNo, id, State.WAITING).cause()).contains("缺少密钥 " + id);
  }

  @Test
  void version_deployed_isStillInForceAfterARestart() {
    deploy(saying("复核癸"));
    relay.close();
    open();
    assertThat(versions.of(POLICE).running()).isEqualTo(Optional.of(saying("复核癸").digest()));
    String caseNo = relay.caseFor(POLICE);
    assertThat(sent(relay.until(caseNo, POLICE, State.DELIVERED))).contains("复核癸");
  }
}
