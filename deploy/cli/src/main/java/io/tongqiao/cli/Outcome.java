package io.tongqiao.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a demonstration ended.
 *
 * @param troubles messages that did not get in
 */
record Outcome(List<CaseView> cases, List<Trouble> troubles) {

  List<CaseView.Copy> copies() {
    return cases.stream().flatMap(view -> view.copies().stream()).toList();
  }

  long delivered() {
    return copies().stream().filter(CaseView.Copy::delivered).count();
  }

  /** Deliveries that are not delivered, and messages that did not get in. */
  long failed() {
    return copies().size() - delivered() + troubles.size();
  }

  /** What was on its way to one system. */
  List<CaseView.Copy> copies(String system) {
    return copies().stream().filter(copy -> copy.system().equals(system)).toList();
  }

  /** Cases of which something was on its way to a system. */
  long cases(String system) {
    return cases.stream()
        .filter(view -> view.copies().stream().anyMatch(copy -> copy.system().equals(system)))
        .count();
  }

  boolean good() {
    return failed() == 0 && !copies().isEmpty();
  }

  /** {@code {"cases", "deliveries", "delivered", "failed", "seconds"}}. */
  ObjectNode toJson(Duration took) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("cases", cases.size())
        .put("deliveries", copies().size())
        .put("delivered", delivered())
        .put("failed", failed())
        .put("seconds", seconds(took));
  }

  private static BigDecimal seconds(Duration took) {
    return BigDecimal.valueOf(took.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
  }

  /**
   * One row a delivery, failed ones first, each failure with its cause beneath.
   *
   * @param all whether those are shown that were delivered
   */
  Table table(Cast cast, boolean all) {
    var table = new Table(List.of("办件编号", "系统", "协议", "事件", "状态", "对方回执号", "毫秒"));
    for (Trouble trouble : troubles) {
      String system = trouble.system();
      table.row(
          List.of(
              trouble.caseNo(),
              cast.name(system),
              cast.protocol(system),
              cast.event(system, trouble.what()).map(e -> e.zh()).orElse(trouble.what()),
              "未收下",
              "-",
              "-"));
      table.note("原因：" + trouble.what() + "：" + trouble.why());
    }
    rows(cast, false, table);
    if (all) {
      rows(cast, true, table);
    }
    return table;
  }

  private void rows(Cast cast, boolean delivered, Table table) {
    for (CaseView view : cases) {
      for (CaseView.Copy copy : view.copies()) {
        if (copy.delivered() == delivered) {
          table.row(cells(cast, view.caseNo(), copy));
          if (!delivered) {
            table.note("原因：" + (copy.cause().isEmpty() ? "到时限还没有结果" : copy.cause()));
          }
        }
      }
    }
  }

  private static List<String> cells(Cast cast, String caseNo, CaseView.Copy copy) {
    var cells = new ArrayList<String>();
    cells.add(caseNo);
    cells.add(cast.name(copy.system()));
    cells.add(cast.protocol(copy.system()));
    cells.add(copy.event());
    cells.add(Words.state(copy.state()));
    cells.add(copy.receiptNo().isEmpty() ? "-" : copy.receiptNo());
    cells.add(Long.toString(copy.millis()));
    return cells;
  }
}
