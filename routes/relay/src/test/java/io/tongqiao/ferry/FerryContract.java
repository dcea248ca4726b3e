package io.tongqiao.ferry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Folder;
import io.tongqiao.journal.FerryJournal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.AnsweredLater;
import io.tongqiao.relay.Instruction;
import io.tongqiao.relay.Intake;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.Repair;
import io.tongqiao.version.SpokenVersions;
import io.tongqiao.version.Versions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.support.TransactionOperations;

/** What holds of a ferry, wherever its directories are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FerryContract {

  private static final String SYSTEM = FarSide.SYSTEM;

  abstract Relay relay();

  abstract FarSide far();

  private StoredDelivery delivery(String caseNo) {
    List<StoredDelivery> all = relay().deliveries(caseNo, SYSTEM);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private void untilTold(String caseNo, String... events) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(FerryBench.told(relay(), caseNo)).containsExactly(events));
  }

  @Test
  void package_acknowledged_isDeliveredWithTheirNumberAndGoneFromTheOutbox() throws Exception {
    String caseNo = FerryBench.received(relay());
    String name = far().awaitPackage(caseNo);
    assertThat(name).matches(SYSTEM + "_\\d{14}_\\d+");
    assertThat(far().manifest(name)).contains(name, caseNo, delivery(caseNo).messageId());
    StoredDelivery waiting = relay().until(caseNo, SYSTEM, State.WAITING);
    assertThat(waiting.cause()).contains("等待对方回执", name);

    far().acknowledge(name, "0000", "YC-1", "已收妥");

    StoredDelivery done = relay().until(caseNo, SYSTEM, State.DELIVERED);
    assertThat(done.receiptNo()).isEqualTo("YC-1");
    assertThat(done.level()).isEqualTo("BUSINESS");
    far().until("the ack is put away", f -> f.has("done", name + ".ack"));
    assertThat(far().names("outbox")).noneMatch(f -> f.startsWith(name));
  }

  @Test
  void package_refused_parksWithTheirWords_andGoesAnewWhenSentAgain() {
    String caseNo = FerryBench.received(relay());
    String first = far().awaitPackage(caseNo);
    far().take(first);
    far().acknowledge(first, "1001", "", "同一地址已有有效许可证");
    StoredDelivery parked = relay().until(caseNo, SYSTEM, State.PARKED);
    assertThat(parked.cause()).contains("同一地址已有有效许可证");

    var by = new Instruction("operator", "对方已更正");
    assertThat(relay().bean(Repair.class).resend(parked.id(), by)).isEmpty();

    String second = far().awaitPackage(caseNo, name -> !name.equals(first));
    assertThat(far().payload(second)).contains(parked.messageId());
    far().acknowledge(second, "0000", "YC-2", "");
    assertThat(relay().until(caseNo, SYSTEM, State.DELIVERED).receiptNo()).isEqualTo("YC-2");
  }

  @Test
  void package_notAcknowledged_isFerriedAgainUnderItsNameAndTheOperatorSeesIt() {
    String caseNo = FerryBench.received(relay());
    String name = far().awaitPackage(caseNo);
    far().take(name);

    assertThat(far().awaitPackage(caseNo)).isEqualTo(name);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> delivery(caseNo).cause().matches(".*已摆渡 [2-9] 次仍无回执.*"));
    far().acknowledge(name, "0000", "YC-3", "");
    relay().until(caseNo, SYSTEM, State.DELIVERED);
  }

  @Test
  void acknowledgement_thatSaysBusyOrIsCutOff_isNoAnswer() {
    String caseNo = FerryBench.received(relay());
    String name = far().awaitPackage(caseNo);
    far().take(name);
    far().put("inbox", name + ".ack", "<Package><He".getBytes(StandardCharsets.UTF_8));
    far().until("it is put aside", f -> f.has("bad", name + ".ack"));
    far().acknowledge(name, "9001", "", "系统维护");
    far().until("it is put away", f -> f.has("done", name + ".ack"));
    assertThat(delivery(caseNo).state()).isEqualTo(State.WAITING);

    far().awaitPackage(caseNo);
    far().acknowledge(name, "0000", "YC-4", "");
    relay().until(caseNo, SYSTEM, State.DELIVERED);
  }

  @Test
  void package_thatWaitsWhileAnotherVersionComes_goesOnInItsOwnWordsUnderItsName() {
    String caseNo = FerryBench.received(relay());
    String name = far().awaitPackage(caseNo);
    far().take(name);
    deploy(text -> text.replace("610924-SPJ", "610924-SPB"));

    assertThat(far().awaitPackage(caseNo)).isEqualTo(name);
    assertThat(far().payload(name)).contains("610924-SPJ");
    far().acknowledge(name, "0000", "YC-7", "");
    assertThat(relay().until(caseNo, SYSTEM, State.DELIVERED).receiptNo()).isEqualTo("YC-7");
    String next = FerryBench.received(relay());
    String other = far().awaitPackage(next);
    assertThat(far().payload(other)).contains("610924-SPB");
    far().acknowledge(other, "0000", "YC-8", "");
    relay().until(next, SYSTEM, State.DELIVERED);
    var by = new Instruction("sysadmin", "改回");
    assertThat(relay().bean(Versions.class).rollBack(SYSTEM, Optional.empty(), by)).isEmpty();
  }

  private void deploy(UnaryOperator<String> change) {
    Folder folder = Folder.read(relay().ground().systems().resolve(SYSTEM));
    folder
        .files()
        .replaceAll(
            (file, bytes) ->
                change
                    .apply(new String(bytes, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8));
    var by = new Instruction("sysadmin", "对方改了代码");
    assertThat(relay().bean(Versions.class).deploy(folder, by, Versions.When.NOW)).isEmpty();
  }

  @Test
  void acknowledgement_ofNothingThatWasSent_isPutAsideWithItsReason() {
    String name = SYSTEM + "_20200101000000_999999";
    far().acknowledge(name, "0000", "YC-5", "");
    far().until("it is put aside", f -> f.has("bad", name + ".ack"));
    assertThat(far().has("bad", name + ".ack.reason.txt")).isTrue();
  }

  @Test
  void package_aboveTheSize_goesInPartsThatFitTogether() {
    var random = new Random(3);
    String caseNo =
        FerryBench.received(
            relay(),
            message -> {
              var materials = message.withObject("/data").putArray("materials");
              for (int i = 0; i < 400; i++) {
                var file = materials.addObject().put("name", "材料" + i).put("required", "SECONDARY");
                file.putObject("file")
                    .put("name", i + ".pdf")
                    .put("size", 1)
                    .put(
                        "contentRef",
                        "https://files.invalid/"
                            + Long.toHexString(random.nextLong())
                            + Long.toHexString(random.nextLong()));
              }
              return message;
            });
    String name = far().awaitPackage(caseNo);
    assertThat(far().names("outbox"))
        .contains(name + ".zip.001", name + ".zip.002")
        .doesNotContain(name + ".zip");
    far().acknowledge(name, "0000", "YC-6", "");
    relay().until(caseNo, SYSTEM, State.DELIVERED);
  }

  @Test
  void secondMessageOfACase_goesAfterTheFirstWasAnsweredAndNamesIt() throws Exception {
    String caseNo = FerryBench.received(relay());
    var cancel = FerryBench.sample("cancel", caseNo);
    assertThat(relay().post(Relay.BUREAU, cancel).status()).isLessThan(300);
    String first = far().awaitPackage(caseNo);
    far().take(first);
    far().acknowledge(first, "0000", "YC-7", "");

    String second = far().awaitPackage(caseNo, name -> !name.equals(first));

    assertThat(far().manifest(second)).contains("<Previous>" + first + "</Previous>");
    far().acknowledge(second, "0000", "YC-8", "");
    relay().untilQuiet(caseNo);
  }

  private String delivered() {
    String caseNo = FerryBench.received(relay());
    far().acknowledge(far().awaitPackage(caseNo), "0000", "YC-" + caseNo, "");
    relay().until(caseNo, SYSTEM, State.DELIVERED);
    return caseNo;
  }

  @Test
  void reports_inOrder_moveTheCaseAndAreAcknowledged() {
    String caseNo = delivered();
    String first = FarSide.name();
    String second = FarSide.name();
    far().leave(second, first, FarSide.report("2-inspect", caseNo));
    far().until("it is seen", f -> f.has("inbox", second + ".ok"));
    far().leave(first, "", FarSide.report("1-accept", caseNo));

    untilTold(caseNo, "ACCEPT", "STEP");

    far()
        .until(
            "both are put away",
            f -> f.has("done", first + ".zip") && f.has("done", second + ".zip"));
    assertThat(far().text("outbox", first + ".ack")).contains("<Code>0000</Code>", "TQ-");
    assertThat(far().names("inbox")).noneMatch(f -> f.startsWith(first) || f.startsWith(second));
  }

  @Test
  void report_aheadOfItsPrevious_waitsUntilAnOperatorSaysThatItWillNeverCome() {
    String caseNo = delivered();
    String missing = FarSide.name();
    String name = FarSide.name();
    far().leave(name, missing, FarSide.report("1-accept", caseNo));
    await().during(Duration.ofMillis(1500)).until(() -> far().has("inbox", name + ".ok"));
    assertThat(FerryBench.told(relay(), caseNo)).isEmpty();

    far().put("inbox", missing + ".skip", new byte[0]);

    untilTold(caseNo, "ACCEPT");
  }

  @Test
  void report_thatComesTwice_isHeardOnceAndAcknowledgedAlike() {
    String caseNo = delivered();
    String name = FarSide.name();
    far().leave(name, "", FarSide.report("1-accept", caseNo));
    far()
        .until(
            "it is acknowledged",
            f ->
                f.has("outbox", name + ".ack")
                    && f.names("inbox").stream().noneMatch(file -> file.startsWith(name)));
    String ack = far().text("outbox", name + ".ack");
    far().take(name);

    // as after a crash before it was put away, or when our acknowledgement was lost
    far().leave(name, "", FarSide.report("1-accept", caseNo));

    far().until("it is acknowledged", f -> f.has("outbox", name + ".ack"));
    assertThat(far().text("outbox", name + ".ack")).isEqualTo(ack);
    assertThat(FerryBench.told(relay(), caseNo)).containsExactly("ACCEPT");
  }

  @Test
  void report_inParts_isReadWhenTheLastIsThere() {
    String caseNo = delivered();
    String name = FarSide.name();
    far().mark(name);
    far().leaveInParts(name, FarSide.report("1-accept", caseNo));
    untilTold(caseNo, "ACCEPT");
  }

  @Test
  void report_withoutMarker_isLeftAlone_andReadWhenItComes() {
    String caseNo = delivered();
    String name = FarSide.name();
    byte[] zip = FarSide.zip(name, "", FarSide.report("1-accept", caseNo));
    far().put("inbox", name + ".zip", zip);
    far()
        .put(
            "inbox",
            name + ".sm3",
            (FarSide.sm3(zip) + "  " + name + ".zip").getBytes(StandardCharsets.UTF_8));
    await().during(Duration.ofMillis(1500)).until(() -> far().has("inbox", name + ".zip"));
    assertThat(FerryBench.told(relay(), caseNo)).isEmpty();

    far().mark(name);

    untilTold(caseNo, "ACCEPT");
  }

  @Test
  void report_cutOffOrWithoutAPart_isPutAsideWithAReasonAndRefused_andGoodWhenSentAgain() {
    String caseNo = delivered();
    String name = FarSide.name();
    byte[] payload = FarSide.report("1-accept", caseNo);
    byte[] zip = FarSide.zip(name, "", payload);
    far().put("inbox", name + ".zip", Arrays.copyOf(zip, zip.length - 9));
    far()
        .put(
            "inbox",
            name + ".sm3",
            (FarSide.sm3(zip) + "  " + name + ".zip").getBytes(StandardCharsets.UTF_8));
    far().mark(name);
    far().until("it is put aside", f -> f.has("bad", name + ".ok"));
    assertThat(far().names("bad")).contains(name + ".zip", name + ".sm3", name + ".reason.txt");
    assertThat(far().text("outbox", name + ".ack")).contains("<Code>1001</Code>", "SM3");
    assertThat(FerryBench.told(relay(), caseNo)).isEmpty();

    far().leave(name, "", payload);

    untilTold(caseNo, "ACCEPT");
    far().until("it is accepted", f -> f.says("outbox", name + ".ack", "<Code>0000"));
    String other = FarSide.name();
    far().leaveInParts(other, FarSide.report("2-inspect", caseNo));
    String third = FarSide.name();
    far()
        .put(
            "inbox",
            third + ".sm3",
            ("0".repeat(64) + "  " + third + ".zip").getBytes(StandardCharsets.UTF_8));
    far().mark(third);
    far().until("it is put aside", f -> f.has("bad", third + ".reason.txt"));
    untilTold(caseNo, "ACCEPT", "STEP");
  }

  @Test
  void report_thatIsABomb_isRefusedUnread() throws Exception {
    String name = FarSide.name();
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("report.xml"));
      zip.write(new byte[30 << 20]);
    }
    byte[] zip = bytes.toByteArray();
    far().put("inbox", name + ".zip", zip);
    far()
        .put(
            "inbox",
            name + ".sm3",
            (FarSide.sm3(zip) + "  " + name + ".zip").getBytes(StandardCharsets.UTF_8));
    far().mark(name);
    far().until("it is put aside", f -> f.has("bad", name + ".ok"));
    assertThat(far().text("outbox", name + ".ack")).contains("maxBody");
  }

  @Test
  void report_thatTheRulesForbid_isRefusedWithTheReason_andTheNextOneIsRead() {
    String caseNo = delivered();
    String tooEarly = FarSide.name();
    String good = FarSide.name();
    far().leave(tooEarly, "", FarSide.report("3-approved", caseNo));
    far().leave(good, tooEarly, FarSide.report("1-accept", caseNo));

    untilTold(caseNo, "ACCEPT");

    assertThat(far().text("outbox", tooEarly + ".ack")).contains("<Code>1001</Code>");
    assertThat(far().has("bad", tooEarly + ".reason.txt")).isTrue();
  }

  /** As two nodes of which one has lost its lease without knowing. */
  @Test
  void inbox_thatSeveralLookInto_bringsEachReportOnce() throws Exception {
    String caseNo = delivered();
    List<FerryInbox> nodes = List.of(node(), node(), node());
    var pool = Executors.newFixedThreadPool(nodes.size());
    try {
      var names = new ArrayList<String>();
      for (int i = 0; i < 12; i++) {
        String name = FarSide.name();
        names.add(name);
        far().leave(name, "", FarSide.report("1-accept", caseNo));
      }
      var looks = new ArrayList<Future<?>>();
      for (FerryInbox node : nodes) {
        looks.add(pool.submit(() -> look(node)));
      }
      for (Future<?> look : looks) {
        look.get();
      }
      far().until("all are put away", f -> names.stream().allMatch(n -> f.has("done", n + ".zip")));
      assertThat(FerryBench.told(relay(), caseNo)).containsExactly("ACCEPT");
      assertThat(far().names("bad")).noneMatch(f -> names.stream().anyMatch(f::startsWith));
    } finally {
      pool.shutdownNow();
    }
  }

  private FerryInbox node() {
    return new FerryInbox(
        relay().bean(Catalogue.class).find(SYSTEM).orElseThrow(),
        relay().bean(SpokenVersions.class),
        relay().bean(Intake.class),
        relay().bean(FerryJournal.class),
        relay().bean(TransactionOperations.class),
        relay().bean(AnsweredLater.class),
        relay().bean(Clock.class));
  }

  private void look(FerryInbox node) {
    for (int i = 0; i < 20; i++) {
      try {
        relay()
            .bean(Links.class)
            .with(
                node.system(),
                link -> {
                  node.look(link, () -> true);
                  return link;
                });
      } catch (java.io.IOException e) {
        // a file that another has taken; the next look follows
      }
    }
  }
}
