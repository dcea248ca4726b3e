package io.tongqiao.prerequisite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Provision.Trust;
import io.tongqiao.prerequisite.ContentStore.Content;
import io.tongqiao.prerequisite.PulledDocument.StoredFile;
import io.tongqiao.schema.DocumentTypes;
import io.tongqiao.schema.Items;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the journals of pulls and documents promise, on each database. */
interface PullJournalContract {

  Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
  String HEX = "ab".repeat(32);

  DataSource database();

  @BeforeEach
  default void tables() {
    Flyway.configure().dataSource(database()).locations("classpath:db/journal").load().migrate();
  }

  private JdbcTemplate jdbc() {
    return new JdbcTemplate(database());
  }

  private PullJournal pulls(Instant at) {
    return new PullJournal(jdbc(), Clock.fixed(at, ZoneOffset.UTC));
  }

  private DocumentJournal documents() {
    return new DocumentJournal(jdbc(), new JsonMapper(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static String unique() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static Order order(String caseNo, Holder holder) {
    Items.Item item = Items.load().find(Window.HYGIENE).orElseThrow();
    List<Wanted> wanted =
        List.of("M02", "M06").stream()
            .map(code -> item.material(code).orElseThrow())
            .map(
                m ->
                    new Wanted(
                        m,
                        m.documents().stream()
                            .map(id -> DocumentTypes.load().find(id).orElseThrow())
                            .map(type -> new Wanted.Sought(type, Optional.of(holder)))
                            .toList(),
                        "",
                        ""))
            .toList();
    ObjectNode request = Window.request(caseNo, Window.HYGIENE);
    return new Order(
        "bureau-platform",
        "rest",
        request.path("id").asText(),
        HEX,
        caseNo,
        Purpose.of(request.path("purpose")),
        wanted,
        Optional.empty(),
        false,
        false,
        request);
  }

  private static Holder firm() {
    return new Holder("示例公司", "001", unique().substring(0, 18));
  }

  private static PulledDocument document(Holder holder, String number, String status, Instant at) {
    ObjectNode told =
        new JsonMapper()
            .createObjectNode()
            .put("name", "营业执照")
            .put("number", number)
            .put("status", status);
    var file = new StoredFile(new Content(HEX, HEX, 7), "application/pdf", "营业执照.pdf");
    return new PulledDocument(
        "business-licence",
        Certificate.of(told),
        holder,
        Trust.A,
        "prov-x",
        "query",
        "",
        at,
        List.of("第一处", "第二处"),
        Optional.of(file));
  }

  @Test
  default void pull_begun_isFoundWithPendingMaterials() {
    PullJournal pulls = pulls(NOW);
    String id = unique();
    Order order = order(unique(), firm());

    pulls.begin(id, order, NOW);

    PullJournal.Stored stored = pulls.find(List.of(id, unique())).get(id);
    assertThat(stored.requestId()).isEqualTo(order.requestId());
    assertThat(stored.askedAt()).isEqualTo(NOW);
    assertThat(stored.answeredAt()).isEmpty();
    assertThat(pulls.materials(id))
        .extracting(PullJournal.StoredMaterial::outcome)
        .containsExactly(Outcome.PENDING, Outcome.PENDING);
    assertThat(pulls.open()).extracting(PullJournal.Stored::id).contains(id);
    assertThat(pulls.latest(order.caseNo())).isEmpty();
  }

  @Test
  default void material_settled_staysAsItWasSettledFirst() {
    PullJournal pulls = pulls(NOW);
    String id = unique();
    Order order = order(unique(), firm());
    pulls.begin(id, order, NOW);
    Progress progress = new Progress(order.materials().get(0));
    MaterialResult none = progress.without(Outcome.NOT_FOUND, "没有", Optional.empty());
    MaterialResult found = progress.found(document(firm(), "1", "01", NOW), false);

    assertThat(pulls.settle(id, found, order.caseNo())).isTrue();
    assertThat(pulls.settle(id, none, order.caseNo())).isFalse();

    assertThat(pulls.latest(order.caseNo()).get("M02").outcome()).isEqualTo(Outcome.FOUND);
    assertThat(pulls.isGiven(HEX, order.caseNo(), Optional.of("bureau-platform"))).isTrue();
    assertThat(pulls.isGiven(HEX, order.caseNo(), Optional.of("city-x"))).isFalse();
    assertThat(pulls.isGiven(HEX, order.caseNo(), Optional.empty())).isTrue();
  }

  @Test
  default void answer_isWrittenOnce() {
    String id = unique();
    pulls(NOW).begin(id, order(unique(), firm()), NOW);

    pulls(NOW).answered(id);
    pulls(NOW.plusSeconds(9)).answered(id);

    assertThat(pulls(NOW).find(List.of(id)).get(id).answeredAt()).contains(NOW);
  }

  @Test
  default void quota_isCountedByDepartmentAndDay() {
    Purpose purpose = new Purpose(unique(), "", "经办人", "事项", Window.HYGIENE, "1");
    LocalDate day = LocalDate.of(2026, 3, 2);

    assertThat(pulls(NOW).count(purpose, day, 3)).isEqualTo(3);
    assertThat(pulls(NOW).count(purpose, day, 2)).isEqualTo(5);
    assertThat(pulls(NOW).count(purpose, day.plusDays(1), 2)).isEqualTo(2);
    assertThat(pulls(NOW).count(purpose, day, -2)).isEqualTo(3);
  }

  @Test
  default void document_keptAgain_takesThePlaceOfTheFirst() {
    Holder holder = firm();
    DocumentJournal documents = documents();
    documents.keep(document(holder, "1", "01", NOW));

    documents.keep(document(holder, "1", "01", NOW.plusSeconds(60)));

    assertThat(documents.of(List.of(holder.idNumber())))
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.verifiedAt()).isEqualTo(NOW.plusSeconds(60));
              assertThat(d.warnings()).containsExactly("第一处", "第二处");
              assertThat(d.file().orElseThrow().content().size()).isEqualTo(7);
              assertThat(d.certificate().number()).isEqualTo("1");
            });
  }

  @Test
  default void document_struck_isNotFoundAgain() {
    Holder holder = firm();
    documents().keep(document(holder, "1", "01", NOW));
    documents().keep(document(holder, "2", "01", NOW));

    documents().strike(document(holder, "1", "03", NOW));

    assertThat(documents().of(List.of(holder.idNumber())))
        .extracting(d -> d.certificate().number())
        .containsExactly("2");
  }

  @Test
  default void answer_byMessage_isTheFirst() {
    var answers = new AnswerJournal(jdbc(), Clock.fixed(NOW, ZoneOffset.UTC));
    String question = unique();

    answers.add(question, "city-x", "{\"outcome\":\"FOUND\"}");
    answers.add(question, "city-x", "{\"outcome\":\"NOT_FOUND\"}");

    assertThat(answers.find(List.of(question, unique())))
        .containsOnlyKeys(question)
        .extractingByKey(question)
        .isEqualTo(new AnswerJournal.Came("city-x", "{\"outcome\":\"FOUND\"}"));
  }

  @Test
  default void retention_removesWhatIsFinishedAndOld() {
    Instant old = NOW.minus(Duration.ofDays(2000));
    var retired = new RetiredPulls(jdbc());
    Holder holder = firm();
    Order order = order(unique(), holder);
    String open = unique();
    String done = unique();
    pulls(old).begin(open, order, old);
    pulls(old).begin(done, order, old);
    for (Wanted wanted : order.materials()) {
      MaterialResult none = new Progress(wanted).without(Outcome.NOT_FOUND, "没有", Optional.empty());
      pulls(old).settle(done, none, order.caseNo());
    }
    documents().keep(document(holder, "1", "01", old));
    Instant before = NOW.minus(Duration.ofDays(1000));

    assertThat(retired.pulls(before)).isEqualTo(1);
    assertThat(retired.pulls(before)).isZero();
    assertThat(retired.documents(before)).isEqualTo(1);

    assertThat(pulls(NOW).find(List.of(open, done))).containsOnlyKeys(open);
    assertThat(pulls(NOW).materials(done)).isEmpty();
    assertThat(documents().of(List.of(holder.idNumber()))).isEmpty();
    jdbc().update("delete from pull_material where pull_id = ?", open);
    jdbc().update("delete from pull where id = ?", open);
  }
}
