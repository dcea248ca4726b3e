package io.tongqiao.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.tongqiao.console.people.Role;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is on duty finds what is stuck, sees why, mends it, and sees it delivered: in a browser. */
class StuckPagesIT {

  private static final Path RECEIVE =
      Path.of(
          "../../connectors/systems/bureau-platform/samples/cases--health-02-receive/canonical.json");

  @TempDir private static Path directory;
  private static Site site;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
    browser = Browser.at(site.url());
    Crew crew = new Crew(site);
    crew.settled("li.er", Role.OPERATOR);
    crew.settled("zhou.kan", Role.VIEWER);
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
    site.close();
  }

  /** A case whose project has a character in its name that GB2312 does not have. */
  private static String unwritable() throws IOException {
    String caseNo = site.bureau(site.newCase(), "health-01-apply");
    ObjectNode message = (ObjectNode) new JsonMapper().readTree(Files.readString(RECEIVE));
    String own = message.path("subject").asText();
    message = (ObjectNode) OperatorAnswer.read(message.toString().replace(own, caseNo));
    ((ObjectNode) message.at("/data/case")).put("projectName", "堃记示例餐饮公共场所卫生许可");
    OperatorAnswer answer =
        site.send("POST", "/api/v1/messages", message.toString(), site.key(Site.BUREAU));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    site.until(caseNo, Site.PROVINCE, 0, State.PARKED);
    return caseNo;
  }

  private static String refused() {
    site.ministries().misbehave(Site.PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    site.until(caseNo, Site.PROVINCE, 0, State.PARKED);
    return caseNo;
  }

  private static StoredDelivery first(String caseNo) {
    return site.deliveries(caseNo, Site.PROVINCE).get(0);
  }

  @Test
  void operator_inChinese_correctsTheFieldThatTheFaultMeansAndSeesItDelivered() throws Exception {
    String caseNo = unwritable();
    Page page = browser.signIn("li.er", Crew.PASSWORD);
    assertThat(page.locator(".tile.bad[data-text^='" + Site.PROVINCE + " ']")).containsText("待人工");
    page.click("nav.side >> text=卡住的件");
    Locator group = page.locator("table.stuck tr", new Page.LocatorOptions().setHasText("ENCODE"));
    assertThat(group).containsText("堃");
    Browser.shot(page, "stuck");
    Browser.press(page, "/");
    page.keyboard().type(caseNo);
    page.keyboard().press("Enter");
    assertThat(page.locator("table.stuck tbody tr")).hasCount(1);
    Browser.shot(page, "stuck-case");
    page.click("table.stuck >> text=" + caseNo);
    assertThat(page.locator(".said")).containsText("转换不成对方的格式");
    assertThat(page.locator(".three pre").first()).containsText("堃记示例餐饮");
    assertThat(page.locator(".three pre").first()).not().containsText("王示范");
    Browser.shot(page, "stuck-one");
    page.fill(".deeds input[name=reason]", "本人 610924190001010010 来电");
    page.click("button:has-text('更正…')");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("身份证号或手机号");
    page.fill(".deeds input[name=reason]", "项目名称用字有误，已与窗口核对");
    page.click("button:has-text('更正…')");
    assertThat(page.locator(".marks")).containsText("/data/case/projectName");
    assertThat(page.locator(".gutter .marked").first()).isVisible();
    assertThat(selected(page)).isEqualTo("\"堃记示例餐饮公共场所卫生许可\"");
    Browser.shot(page, "stuck-correct");
    page.fill("[data-editor]", page.inputValue("[data-editor]").replace("堃记", "坤记"));
    page.click("button:has-text('更正并重发')");
    assertThat(page.locator(".note.well")).containsText("已更正");
    assertThat(page.locator(".said .tag")).hasText("已送达");
    Browser.shot(page, "stuck-delivered");
    assertThat(site.done(Site.PROVINCE, caseNo))
        .extracting(LedgerEntry::operation)
        .containsExactly("push-case");
    assertThat(site.shown(first(caseNo)).path("state").asText()).isEqualTo("DELIVERED");
    assertThat(site.audit("delivery " + first(caseNo).id() + " "))
        .extracting(row -> row.get("act"), row -> row.get("actor"))
        .contains(tuple("delivery.unmask", "li.er"), tuple("delivery.correct", "li.er"));
  }

  @Test
  void operator_inEnglish_isToldFieldAndFixOfABadCorrectionAndThenSeesItDelivered() {
    String caseNo = refused();
    Page page = browser.signIn("li.er", Crew.PASSWORD);
    page.click("text=English");
    assertThat(page.locator("h1")).hasText("Overview");
    page.click(".figures .bad a");
    assertThat(page.locator("h1")).hasText("Stuck");
    page.fill("#caseNo", caseNo);
    page.keyboard().press("Enter");
    Browser.shot(page, "stuck-case-en");
    page.click("table.stuck >> text=" + caseNo);
    assertThat(page.locator(".said")).containsText("They looked at it and refused it.");
    assertThat(page.locator(".three pre").nth(2)).not().hasText("No answer came.");
    page.fill("#texts input[name=reason]", "Asked at the counter");
    page.click("button:has-text('Unmask')");
    assertThat(page.locator("#texts .tag")).hasText("Unmasked");
    assertThat(page.locator(".three pre").nth(1)).containsText("<PROJID>" + caseNo);
    Browser.shot(page, "stuck-one-en");
    page.fill(".deeds input[name=reason]", "Checked with the counter");
    page.click("button:has-text('Correct…')");
    String good = page.inputValue("[data-editor]");
    page.fill("[data-editor]", good.replaceFirst("(\"regionCode\" : )\"\\d+\"", "$1\"999999\""));
    page.click("button:has-text('Correct and send')");
    assertThat(page.locator(".marks")).containsText("/data/case/regionCode");
    assertThat(page.locator(".marks .fix")).not().isEmpty();
    assertThat(page.locator(".gutter .marked")).hasCount(1);
    assertThat(selected(page)).isEqualTo("\"999999\"");
    Browser.shot(page, "stuck-correct-en");
    page.fill("[data-editor]", good.substring(0, good.length() - 1));
    page.click("button:has-text('Correct and send')");
    assertThat(page.locator(".marks button")).containsText(Pattern.compile("Line \\d+"));
    page.fill("[data-editor]", good);
    page.click("button:has-text('Correct and send')");
    assertThat(page.locator(".said .tag")).hasText("Delivered");
    assertThat(site.done(Site.PROVINCE, caseNo)).hasSize(1);
  }

  @Test
  void list_thatIsLookedAt_tellsOfTheNextByItselfAndKeepsTheFocus() {
    String first = refused();
    Page page = browser.signIn("li.er", Crew.PASSWORD);
    page.navigate(page.url().replaceFirst("/console.*", "/console/stuck?view=lanes"));
    Locator link = page.locator("table.stuck >> text=" + first);
    link.focus();
    String second = refused();
    assertThat(page.locator("table.stuck >> text=" + second))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
    assertThat(link).isFocused();
  }

  @Test
  void operator_inBulk_looksBeginsCancelsAndSkipsTheRest() {
    site.ministries().misbehave(Site.POWER, Misbehaviour.of(Kind.BUSINESS).times(14));
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      cases.add(
          site.bureau(site.newCase(), "power-01-apply", "power-02-receive", "power-03-accept"));
    }
    cases.forEach(c -> site.until(c, Site.POWER, 0, State.PARKED));
    Page page = browser.signIn("li.er", Crew.PASSWORD);
    page.click("nav.side >> text=卡住的件");
    page.selectOption("#system", Site.POWER);
    page.click("button:has-text('查询')");
    assertThat(page.locator("table.stuck tbody tr")).hasCount(1);
    page.click("text=看各件");
    assertThat(page.locator("table.stuck tbody tr")).hasCount(14);
    Browser.shot(page, "stuck-group");
    page.click("a:has-text('成批办理')");
    assertThat(page.locator(".much b")).hasText("14");
    assertThat(page.locator("table.list tbody tr")).hasCount(10);
    page.check("input[value=SKIP]");
    page.fill("#pace", "1");
    page.fill("#reason", "对方已手工录入");
    Browser.shot(page, "stuck-bulk");
    page.click("button:has-text('开始')");
    assertThat(page.locator("#progress b")).hasText(Pattern.compile("[1-9]\\d?"));
    Browser.shot(page, "stuck-progress");
    page.fill("#cancel input[name=reason]", "先核对其余的");
    page.click("#cancel button");
    assertThat(page.locator("#progress .tag")).hasText("已取消");
    int done = Integer.parseInt(page.locator("#progress b").textContent());
    assertThat(done).isBetween(1, 13);
    assertThat(cases.stream().filter(c -> state(c) == State.SKIPPED)).hasSize(done);
    assertThat(cases.stream().filter(c -> state(c) == State.PARKED)).hasSize(14 - done);
    page.click("text=English");
    page.click("nav.side >> text=Stuck");
    page.selectOption("#system", Site.POWER);
    page.click("button:has-text('Find')");
    page.click("table.stuck >> text=In bulk");
    page.fill("#reason", "They are back");
    Browser.shot(page, "stuck-bulk-en");
    page.click("button:has-text('Start')");
    assertThat(page.locator("#progress .tag")).hasText("Done");
    assertThat(page.locator("#cancel form")).hasCount(0);
    Browser.shot(page, "stuck-progress-en");
    for (String caseNo : cases) {
      assertThat(state(caseNo)).isIn(State.SKIPPED, State.READY, State.DELIVERED);
    }
    assertThat(site.audit("to " + Site.POWER))
        .filteredOn(row -> row.get("act").equals("delivery.skip"))
        .hasSize(done)
        .allSatisfy(row -> assertThat(row).containsEntry("detail", "对方已手工录入"));
    page.click("nav.side >> text=Stuck");
    Browser.shot(page, "stuck-en");
  }

  /** What the editor has marked. */
  private static Object selected(Page page) {
    return page.evaluate(
        "(e => e.value.substring(e.selectionStart, e.selectionEnd))(document.querySelector('[data-editor]'))");
  }

  private static State state(String caseNo) {
    return site.deliveries(caseNo, Site.POWER).get(0).state();
  }

  @Test
  void viewer_seesWhyAndNoTextAndNoAct() {
    String caseNo = refused();
    Page page = browser.signIn("zhou.kan", Crew.PASSWORD);
    page.navigate("/console/stuck/" + first(caseNo).id());
    assertThat(page.locator(".said")).containsText("对方核对后不收");
    assertThat(page.locator("#texts")).hasCount(0);
    assertThat(page.locator(".deeds")).hasCount(0);
    page.navigate("/console/stuck?cause=no-such-words");
    assertThat(page.locator(".empty")).containsText("放宽条件");
    page.navigate("/console/stuck/1");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("没有编号为 1 的投递");
    page.navigate("/console/stuck?system=no-such");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("没有名为 no-such 的系统");
  }

  @Test
  void pages_inTheBrowser_complainOfNothing() {
    assertThat(browser.complaints()).isEmpty();
  }
}
