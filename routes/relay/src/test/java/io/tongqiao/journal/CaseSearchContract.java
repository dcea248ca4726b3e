package io.tongqiao.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.CaseSearch.Filter;
import io.tongqiao.journal.CaseSearch.Page;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the search of cases promises, whatever database it stands on. */
interface CaseSearchContract {

  String ITEM = "11610924MBQQ0001X24610123001000";

  /** A store of its own for each class; applicants keep the tests apart. */
  JournalStore store();

  private void aCase(String caseNo, String name, String number, CaseState state) {
    store()
        .in(
            () -> {
              var files = store().cases().open(List.of(caseNo));
              CaseFile file = files.get(caseNo);
              file.keep();
              file.learn(head(name, number));
              file.moveTo(CaseFile.CASE_THREAD, state);
              store().cases().save(files.values());
            });
  }

  private static String head(String name, String number) {
    return "{\"item\":{\"implCode\":\""
        + ITEM
        + "\",\"basicCode\":\"610123001000\"},\"party\":{\"name\":\""
        + name
        + "\",\"idNumber\":\""
        + number
        + "\"}}";
  }

  private static Filter applicant(String applicant) {
    return new Filter(
        "", applicant, "", Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty());
  }

  private static Filter with(
      String applicant, Set<String> states, Set<String> systems, Set<State> lanes) {
    return new Filter(
        "", applicant, ITEM, states, systems, lanes, Optional.empty(), Optional.empty());
  }

  private List<String> found(Filter filter) {
    return store().search().page(filter, Long.MAX_VALUE, 100).cases().stream()
        .map(CaseSearch.Found::caseNo)
        .toList();
  }

  @Test
  default void applicant_byNameOrNumberHoweverWritten_isFoundNewestFirst() {
    aCase("s1-a", "紫阳县示例商贸 有限公司", "91610924MAQQ000326", CaseState.APPLIED);
    aCase("s1-b", "紫阳县示例商贸有限公司", "91610924maqq000326", CaseState.APPLIED);
    aCase("s1-c", "紫阳县示例建设有限公司", "91610924MAQQ00016G", CaseState.APPLIED);
    assertThat(found(applicant("紫阳县示例商贸有限公司"))).containsExactly("s1-b", "s1-a");
    assertThat(found(applicant(" ９１６１０９２４MAQQ000326"))).containsExactly("s1-b", "s1-a");
    assertThat(found(applicant("紫阳县示例商贸"))).isEmpty();
  }

  @Test
  default void applicant_corrected_isFoundByTheNewNameOnly() {
    aCase("s2", "甲示例二", "610924190001010010", CaseState.APPLIED);
    aCase("s2", "乙示例二", "610924190001020024", CaseState.RECEIVED);
    assertThat(found(applicant("甲示例二"))).isEmpty();
    assertThat(found(applicant("乙示例二"))).containsExactly("s2");
    assertThat(found(with("乙示例二", Set.of("RECEIVED"), Set.of(), Set.of()))).containsExactly("s2");
    assertThat(found(with("乙示例二", Set.of("APPLIED"), Set.of(), Set.of()))).isEmpty();
  }

  @Test
  default void applicants_standNowhereInTheIndex() {
    aCase("s3", "丙示例三", "610921190001010038", CaseState.APPLIED);
    List<String> rows =
        store()
            .jdbc()
            .sql("select applicant, applicant_code from case_index where case_no = 's3'")
            .query((row, n) -> row.getString(1) + " " + row.getString(2))
            .list();
    assertThat(rows).singleElement().asString().matches("[0-9a-f]{32} [0-9a-f]{32}");
  }

  @Test
  default void caseNumber_wholeOrItsBeginning_isFound() {
    aCase("s4-1", "丁示例四", "", CaseState.APPLIED);
    aCase("s4-12", "丁示例四", "", CaseState.APPLIED);
    assertThat(found(numbered("s4-1"))).containsExactly("s4-1");
    assertThat(found(numbered("s4-"))).containsExactly("s4-12", "s4-1");
    assertThat(found(numbered("s4-%"))).isEmpty();
  }

  private static Filter numbered(String caseNo) {
    return new Filter(
        caseNo, "", "", Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty());
  }

  @Test
  default void lanes_andSystems_areLookedAt() {
    for (String caseNo : List.of("s5-a", "s5-b", "s5-c")) {
      aCase(caseNo, "戊示例五", "", CaseState.APPLIED);
    }
    StoredDelivery parked = store().deliver(store().insert("s5-a", "1"), "s5-power");
    store().settle(parked, State.PARKED, Optional.empty());
    StoredDelivery done = store().deliver(store().insert("s5-b", "1"), "s5-power");
    store().settle(done, State.DELIVERED, Optional.empty());
    Set<String> power = Set.of("s5-power");
    Set<State> still = Set.of(State.PARKED, State.WAITING);
    assertThat(found(with("", Set.of(), power, Set.of()))).containsExactly("s5-b", "s5-a");
    assertThat(found(with("", Set.of("APPLIED"), power, still))).containsExactly("s5-a");
    assertThat(found(with("戊示例五", Set.of(), power, still))).containsExactly("s5-a");
    assertThat(found(with("戊示例五", Set.of(), Set.of("bureau-platform"), Set.of())))
        .containsExactly("s5-b", "s5-a");
    assertThat(found(with("戊示例五", Set.of(), Set.of("s5-other"), Set.of()))).isEmpty();
  }

  @Test
  default void aCaseThatStandsAtTwoSystems_isToldOnce() {
    aCase("s11-a", "子示例十一", "", CaseState.APPLIED);
    StoredMessage message = store().insert("s11-a", "1");
    for (String system : List.of("s11-power", "s11-water")) {
      store().settle(store().deliver(message, system), State.PARKED, Optional.empty());
    }
    Filter both =
        with("", Set.of(), Set.of("s11-power", "s11-water"), Set.of(State.PARKED, State.WAITING));
    Page page = store().search().page(both, Long.MAX_VALUE, 1);
    assertThat(page.cases()).extracting(CaseSearch.Found::caseNo).containsExactly("s11-a");
    assertThat(page.next()).isEmpty();
  }

  @Test
  default void pages_oneAfterTheOther_giveEachCaseOnce() {
    var expected = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      aCase("s6-" + i, "己示例六", "", CaseState.APPLIED);
      expected.add(0, "s6-" + i);
    }
    var told = new ArrayList<String>();
    Optional<Long> below = Optional.of(Long.MAX_VALUE);
    while (below.isPresent()) {
      Page page = store().search().page(applicant("己示例六"), below.get(), 3);
      page.cases().forEach(found -> told.add(found.caseNo()));
      below = page.next();
    }
    assertThat(told).isEqualTo(expected);
  }

  @Test
  default void casesThatStand_areToldByTheirOpeningHoweverLateTheyCameToStand() {
    Set<String> power = Set.of("s10-power");
    Filter parked = with("", Set.of(), power, Set.of(State.PARKED));
    var expected = new ArrayList<String>();
    for (int i = 0; i < 250; i++) {
      String caseNo = "s10-" + i;
      aCase(caseNo, "癸示例十", "", CaseState.APPLIED);
      StoredDelivery delivery = store().deliver(store().insert(caseNo, "1"), "s10-power");
      store().settle(delivery, State.PARKED, Optional.empty());
      Instant opened = JournalContract.NOW.minus(Duration.ofHours(i));
      // the first fifty stood as soon as they were opened, the others later than all
      Instant stood = i < 50 ? opened : JournalContract.NOW.plus(Duration.ofHours(i));
      update("update case_index set opened = ? where case_no = ?", CaseIndex.place(opened), caseNo);
      update("update delivery set changed_at = ? where id = ?", Columns.at(stood), delivery.id());
      expected.add(caseNo);
    }
    var told = new ArrayList<String>();
    Optional<Long> below = Optional.of(Long.MAX_VALUE);
    while (below.isPresent()) {
      Page page = store().search().page(parked, below.get(), 40);
      page.cases().forEach(found -> told.add(found.caseNo()));
      below = page.next();
    }
    assertThat(told).isEqualTo(expected);
    Instant from = JournalContract.NOW.minus(Duration.ofHours(2));
    assertThat(
            found(
                new Filter(
                    "",
                    "",
                    "",
                    Set.of(),
                    power,
                    Set.of(State.PARKED),
                    Optional.of(from),
                    Optional.empty())))
        .containsExactly("s10-0", "s10-1", "s10-2");
  }

  private void update(String sql, Object... values) {
    store().jdbc().sql(sql).params(values).update();
  }

  @Test
  default void times_areFromAndBefore() {
    aCase("s7", "庚示例七", "", CaseState.APPLIED);
    assertThat(found(between(0, 1))).containsExactly("s7");
    assertThat(found(between(1, 2))).isEmpty();
    assertThat(found(between(-1, 0))).isEmpty();
  }

  private static Filter between(int from, int to) {
    return new Filter(
        "",
        "庚示例七",
        "",
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.of(JournalContract.NOW.plusSeconds(from)),
        Optional.of(JournalContract.NOW.plusSeconds(to)));
  }

  @Test
  default void cases_thatWereThereBefore_areEnteredWithTheirStateAndTime() {
    aCase("s8", "辛示例八", "", CaseState.ACCEPTED);
    store().insert("s8", "1");
    store().jdbc().sql("delete from case_index where case_no = 's8'").update();
    assertThat(found(applicant("辛示例八"))).isEmpty();
    store().fill().afterPropertiesSet();
    assertThat(store().search().page(applicant("辛示例八"), Long.MAX_VALUE, 1).cases())
        .containsExactly(new CaseSearch.Found("s8", "ACCEPTED", JournalContract.NOW));
    store().jdbc().sql("delete from case_index where case_no = 's8'").update();
    store().fill().afterPropertiesSet();
    assertThat(found(applicant("辛示例八"))).as("it is made once").isEmpty();
    store().jdbc().sql("delete from case_index_key").update();
  }

  @Test
  default void history_ofACase_hasItsMessagesExchangesAndActs() {
    StoredMessage message = store().insert("s9", "1");
    StoredDelivery delivery = store().deliver(message, "prov-yctb");
    store().settle(delivery, State.PARKED, Optional.empty());
    String object = "delivery " + delivery.id() + " of " + message.id() + " to prov-yctb";
    store().in(() -> store().journal().audit("li.er", "delivery.texts", object, ""));
    store().in(() -> store().journal().audit("li.er", "delivery.skip", object, "对方已有"));
    CaseHistory history = store().history();
    assertThat(history.messages("s9"))
        .singleElement()
        .satisfies(m -> assertThat(m.id()).isEqualTo(message.id()));
    assertThat(history.exchanges(List.of(message.seq())))
        .singleElement()
        .satisfies(e -> assertThat(e.outcome()).isEqualTo("NONE"));
    assertThat(history.acts(List.of(delivery)))
        .containsExactly(
            new CaseHistory.Act(
                delivery.id(), JournalContract.NOW, "li.er", "delivery.skip", "对方已有"));
    assertThat(history.lights(List.of("s9")))
        .containsExactly(new CaseHistory.Lights("s9", "prov-yctb", State.PARKED, 1));
  }
}
