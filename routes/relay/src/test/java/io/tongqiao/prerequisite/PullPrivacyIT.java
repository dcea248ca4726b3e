package io.tongqiao.prerequisite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who a document is about, and what it says, stands in no log and in no audit. */
@RelayTest
@ExtendWith(OutputCaptureExtension.class)
class PullPrivacyIT {

  private static final List<String> HIDDEN =
      List.of("王示范", Window.PERSON, "李无证", Window.NOBODY, "示例餐饮", "窗口经办人");

  @Autowired private Relay relay;
  @Autowired private JdbcTemplate jdbc;

  @Test
  void personalData_onEveryWayOfAPull_isInNoLogAndNoAudit(CapturedOutput log) {
    var window = new Window(relay);
    for (Kind kind : List.of(Kind.STATUS, Kind.GARBAGE, Kind.DROP, Kind.FAULT)) {
      relay.ministries().misbehave("mps-population", Misbehaviour.of(kind));
      String caseNo = window.newCase();
      ObjectNode request = Window.request(caseNo, Window.HYGIENE, "M03");
      Window.only(request).set("holder", Window.holder("王示范", Window.PERSON));
      window.one(caseNo, request);
      relay.ministries().behave("mps-population");
    }
    String none = window.newCase(Window.TEACHER, "李无证", Window.NOBODY);
    window.one(none, Window.request(none, Window.TEACHER, "M02"));
    String refused = window.newCase();
    ObjectNode wrong = Window.request(refused, Window.HYGIENE, "M03");
    Window.only(wrong).set("holder", Window.holder("王示范", "610924190001010011"));
    assertThat(window.ask(refused, wrong, 5).text()).doesNotContain("王示范", "610924190001010011");

    for (String hidden : HIDDEN) {
      assertThat(log.getAll()).as("the log").doesNotContain(hidden);
      assertThat(
              jdbc.queryForObject(
                  "select count(*) from audit where object like ? or detail like ?",
                  Integer.class,
                  "%" + hidden + "%",
                  "%" + hidden + "%"))
          .as("the audit")
          .isZero();
    }
    assertThat(jdbc.queryForObject("select count(*) from audit where act = 'pull'", Integer.class))
        .as("each pull is audited")
        .isGreaterThanOrEqualTo(5);
  }
}
