package io.tongqiao.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.schema.CaseMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private final Books books = new Books();

  @Test
  void books_whereAllWentWell_areFaultless() {
    assertThat(books.account().duties()).hasSizeGreaterThan(12);
    assertThat(books.toldByWindow()).hasSize(3);
    assertThat(books.faults()).isEmpty();
    assertThat(Comparison.strangers(books.account(), books.lines)).isEmpty();
  }

  @Test
  void message_thatASystemNeverDid_isMissing() {
    LedgerLine line = books.of(Books.WINDOW).get(0);
    books.lines.remove(line);

    assertThat(books.faults())
        .singleElement()
        .satisfies(fault -> is(fault, Fault.Kind.MISSING, Books.WINDOW, line.messageId()));
  }

  @Test
  void message_thatWasReceivedButNotDone_isMissing() {
    LedgerLine line = books.of(Books.WINDOW).get(0);
    books.replace(line, undone(line));

    assertThat(books.faults())
        .singleElement()
        .extracting(Fault::kind)
        .isEqualTo(Fault.Kind.MISSING);
  }

  private static LedgerLine undone(LedgerLine line) {
    return new LedgerLine(
        line.seq(),
        line.system(),
        true,
        line.operation(),
        line.caseNo(),
        line.messageId(),
        line.digest(),
        false,
        false,
        "",
        "misbehaviour:status");
  }

  @Test
  void toldMessage_thatNeverReachedThePlatform_isMissing() {
    LedgerLine line = books.toldByWindow().get(2);
    books.lines.remove(line);

    assertThat(books.faults())
        .singleElement()
        .satisfies(fault -> is(fault, Fault.Kind.MISSING, Books.PLATFORM, line.messageId()));
  }

  @Test
  void newsOfAnAnswer_thatNeverReachedThePlatform_isMissing() {
    LedgerLine line =
        books.of(Books.PLATFORM).stream()
            .filter(
                l -> books.account().messages().get(l.messageId()).event().equals("VERIFICATION"))
            .findFirst()
            .orElseThrow();
    books.lines.remove(line);

    assertThat(books.faults())
        .singleElement()
        .satisfies(fault -> is(fault, Fault.Kind.MISSING, Books.PLATFORM, line.messageId()));
  }

  @Test
  void workWithoutMessageId_doneTooSeldom_isMissing() {
    books.lines.removeIf(
        line -> line.system().equals(Books.BUILDERS) && line.messageId().isEmpty());

    assertThat(books.faults())
        .anySatisfy(fault -> is(fault, Fault.Kind.MISSING, Books.BUILDERS, ""));
  }

  @Test
  void work_doneTwiceAsNew_isDoubled() {
    LedgerLine line = books.of(Books.WINDOW).get(0);
    books.lines.add(Books.with(line, 1_000, line.messageId(), false));

    assertThat(books.faults())
        .singleElement()
        .satisfies(fault -> is(fault, Fault.Kind.DOUBLED, Books.WINDOW, line.messageId()));
  }

  @Test
  void work_repeatedAndKnownAsSuch_isNoFault() {
    LedgerLine line = books.of(Books.WINDOW).get(0);
    books.lines.add(Books.with(line, 1_000, line.messageId(), true));

    assertThat(books.faults()).isEmpty();
  }

  @Test
  void event_thatArrivedUnderTwoIds_isDoubled() {
    LedgerLine line = books.toldByWindow().get(0);
    books.lines.add(Books.with(line, 1_000, Books.NOBODY, false));
    books.strangers.put(Books.NOBODY, new Comparison.Told(Books.WINDOW, line.caseNo(), "ACCEPT"));

    assertThat(Comparison.strangers(books.account(), books.lines)).containsExactly(Books.NOBODY);
    assertThat(books.faults())
        .singleElement()
        .satisfies(fault -> is(fault, Fault.Kind.DOUBLED, Books.PLATFORM, Books.NOBODY));
  }

  @Test
  void event_ofASenderThatWasKilledBeforeItWroteItDown_isNoFault() {
    LedgerLine arrived = books.toldByWindow().get(2);
    books.lines.removeIf(line -> !line.received() && line.answer().equals("callback--3-approved"));
    books.strangers.put(
        arrived.messageId(), new Comparison.Told(Books.WINDOW, arrived.caseNo(), "APPROVED"));
    // what follows the approval is told by the server as well
    books.strangers.put(
        CaseMessage.messageId("tongqiao", "push-" + arrived.messageId()),
        new Comparison.Told("tongqiao", arrived.caseNo(), "SUPERVISION_PUSH"));

    assertThat(books.faults()).isEmpty();
  }

  @Test
  void message_thatNobodyAccepted_isDoubled() {
    LedgerLine line = books.of(Books.WINDOW).get(0);
    books.lines.add(Books.with(line, 1_000, Books.NOBODY, false));

    assertThat(books.faults())
        .singleElement()
        .satisfies(fault -> is(fault, Fault.Kind.DOUBLED, Books.WINDOW, Books.NOBODY));
  }

  @Test
  void message_thatWentToTheWrongSystem_isDoubled() {
    LedgerLine line = books.of(Books.WINDOW).get(0);
    String foreign = books.of(Books.PLATFORM).get(0).messageId();
    books.lines.add(Books.with(line, 1_000, foreign, false));

    assertThat(books.faults())
        .anySatisfy(fault -> is(fault, Fault.Kind.DOUBLED, Books.WINDOW, foreign));
  }

  @Test
  void laneDone_inAnotherOrderThanAccepted_isInverted() {
    List<LedgerLine> told = books.toldByWindow();
    LedgerLine first = told.get(0);
    LedgerLine second = told.get(1);
    books.replace(first, Books.with(first, second.seq(), first.messageId(), false));
    books.replace(second, Books.with(second, first.seq(), second.messageId(), false));

    assertThat(books.faults())
        .singleElement()
        .satisfies(fault -> is(fault, Fault.Kind.INVERTED, Books.PLATFORM, second.messageId()));
  }

  @Test
  void lane_repeatedAfterLaterWork_isNotInverted() {
    LedgerLine first = books.toldByWindow().get(0);
    books.lines.add(Books.with(first, 1_000, first.messageId(), true));

    assertThat(books.faults()).isEmpty();
  }

  private static void is(Fault fault, Fault.Kind kind, String system, String messageId) {
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.system()).isEqualTo(system);
    assertThat(fault.messageId()).isEqualTo(messageId);
  }
}
