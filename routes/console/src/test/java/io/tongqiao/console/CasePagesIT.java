package io.tongqiao.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.tongqiao.console.people.Role;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finding and reading a case in a real browser. */
class CasePagesIT {

  @TempDir private static Path directory;
  private static Site site;
  private static Browser browser;
  private static String caseNo;
  private static StoredDelivery parked;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
    browser = Browser.at(site.url());
    Crew crew = new Crew(site);
    crew.settled("li.er", Role.OPERATOR);
    crew.settled("zhao.si", Role.VIEWER);
    for (int i = 18; i < 24; i++) {
      String told = site.bureau("6109242026110200" + i, "health-01-apply", "health-02-receive");
      site.until(told, Site.PROVINCE, 0, State.DELIVERED);
    }
    site.ministries().misbehave(Site.PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    caseNo = site.bureau("610924202611020024", "health-01-apply", "health-02-receive");
    parked = site.until(caseNo, Site.PROVINCE, 0, State.PARKED);
    site.pull(caseNo, "p-24", "91610924MAQQ00024B", "M02", "M06");
    String act = "/ops/v1/deliveries/" + parked.id() + "/resend";
    assertThat(site.post(act, "{\"reason\": \"对方称已恢复\"}").status()).isEqualTo(200);
    site.until(caseNo, Site.PROVINCE, 0, State.DELIVERED);
    site.ministries().misbehave(Site.PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    site.bureau("610924202611020025", "health-01-apply", "health-02-receive");
    site.until("610924202611020025", Site.PROVINCE, 0, State.PARKED);
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
    site.close();
  }

  @Test
  void operator_findsACaseAndReadsWhatWasSaid() {
    Page page = browser.signIn("li.er", Crew.PASSWORD);
    page.click("nav.side >> text=办件");
    assertThat(page.locator("table.cases tbody tr")).hasCount(8);
    Browser.shot(page, "cases");
    String name = site.texts(parked.id()).at("/message/data/case/party/name").asText();
    page.fill("#applicant", name);
    page.selectOption("#lane", "STILL");
    page.keyboard().press("Enter");
    page.click("button.main");
    assertThat(page.locator("table.cases tbody tr")).hasCount(1);
    assertThat(page.url()).doesNotContain("applicant");
    assertThat(page.locator("table.cases")).not().containsText(name);
    Browser.press(page, "/");
    page.fill("#applicant", "");
    page.selectOption("#lane", "");
    page.fill("#caseNo", caseNo);
    page.keyboard().press("Enter");
    page.click("table.cases a");
    assertThat(page.locator("h1")).containsText(caseNo);
    assertThat(page.locator(".timeline")).containsText("对方称已恢复");
    assertThat(page.locator(".exchanges")).containsText("拒绝");
    Browser.shot(page, "case");
    Locator row =
        page.locator(".timeline tr.kind-delivery", new Page.LocatorOptions().setHasText("省一窗"))
            .first();
    row.locator("text=报文").click();
    assertThat(page.locator("#texts pre")).hasCount(3);
    assertThat(page.locator("#texts")).not().containsText(name);
    Browser.shot(page, "case-texts");
    page.fill("#texts input[name=reason]", "核对 610924190001010010");
    page.click("text=看原文");
    assertThat(page.locator("#texts [role=alert]")).containsText("身份证号");
    page.fill("#texts input[name=reason]", "核对对方拒收的字段");
    page.click("text=看原文");
    assertThat(page.locator("#texts")).containsText(name);
    assertThat(page.locator("#texts")).containsText("已记入审计");
    assertThat(site.audit("delivery " + parked.id()))
        .extracting(r -> r.get("act"))
        .contains("delivery.texts", "delivery.unmask");
    page.click("text=English");
    assertThat(page.locator(".timeline")).containsText("By hand");
    Browser.shot(page, "case-en");
    page.click("nav.side >> text=Cases");
    Browser.shot(page, "cases-en");
  }

  @Test
  void viewer_seesTheCaseAndNoTexts() {
    Page page = browser.signIn("zhao.si", Crew.PASSWORD);
    page.navigate("/console/cases/" + caseNo);
    assertThat(page.locator(".timeline")).isVisible();
    assertThat(page.locator(".timeline >> text=报文")).hasCount(0);
    page.navigate("/console/cases/1");
    assertThat(page.locator(".note.bad")).containsText("没有编号为 1 的办件");
    page.fill("#caseNo", "6109242099");
    page.keyboard().press("Enter");
    assertThat(page.locator(".empty")).containsText("没有符合条件的办件");
    Browser.shot(page, "cases-none");
    page.navigate("/console/cases?lane=STILL&system=" + Site.PROVINCE);
    assertThat(page.locator("table.cases tbody tr")).hasCount(1);
    pages(page);
    assertThat(browser.complaints()).isEmpty();
  }

  private static void pages(Page page) {
    JdbcTemplate journal = site.bean(JdbcTemplate.class);
    for (int i = 0; i < 60; i++) {
      journal.update(
          "insert into case_index (case_no, opened, state, item, basic, applicant, applicant_code) values (?, ?, 'VOID', '', '', '', '')",
          "61092420200101" + (100 + i),
          i);
    }
    page.selectOption("#state", "VOID");
    page.selectOption("#system", "");
    page.selectOption("#lane", "");
    page.click("button.main");
    assertThat(page.locator("table.cases tbody tr")).hasCount(50);
    page.click("#older");
    assertThat(page.locator("table.cases tbody tr")).hasCount(10);
    assertThat(page.locator("#state")).hasValue("VOID");
    assertThat(page.locator("table.cases tbody tr").last()).containsText("61092420200101100");
    page.click("text=最新的");
    assertThat(page.locator("table.cases tbody tr")).hasCount(50);
    journal.update("delete from case_index where state = 'VOID'");
  }
}
