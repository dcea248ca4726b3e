package io.tongqiao.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.tongqiao.console.people.Role;
import io.tongqiao.journal.StoredDelivery.State;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The pages of those who enter by hand, and of those who account for documents, in a browser. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeskPagesIT {

  private static final String CLERK = "zhou.min";
  private static final String NUMBER = "610924190001020024";
  private static final String FIRM = "91610924MAQQ00024B";

  @TempDir private static Path directory;
  private static Site site;
  private static Desk desk;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory, Map.of(), Set.of(Desk.DOCTORS, Desk.FIREWORKS), false).start();
    desk = new Desk(site);
    desk.crew().settled(CLERK, Role.OPERATOR);
    desk.crew().settled("feng.lan", Role.VIEWER);
    browser = Browser.at(site.url());
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
    site.close();
  }

  private static Page clerk() {
    Page page = browser.signIn(CLERK, Crew.PASSWORD);
    page.click("nav.side >> text=人工录入");
    return page;
  }

  @Test
  @Order(1)
  void worklist_withNothingToDo_saysSo_andShowsWhatComesByItself() {
    Page page = clerk();
    assertThat(page.locator(".empty")).containsText("没有待录入的任务");
    Browser.shot(page, "entry-empty");
    String caseNo = desk.accepted();
    desk.task(caseNo);
    assertThat(row(page, caseNo)).containsText("待录入");
    assertThat(row(page, caseNo)).containsText("陈*");
    page.click("text=English");
    assertThat(page.locator("h1")).hasText("Manual entry");
    assertThat(row(page, caseNo)).containsText("To enter");
    Browser.shot(page, "entry-en");
  }

  private static Locator row(Page page, String caseNo) {
    return page.locator("#tasks tbody tr", new Page.LocatorOptions().setHasText(caseNo));
  }

  @Test
  @Order(2)
  void clerk_takesATask_copiesItByKeyboard_andProvesItByTheReceiptNumber() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    Page page = clerk();
    page.navigate("/console/entry/tasks/" + id);
    assertThat(page.locator(".copy")).containsText("陈*");
    assertThat(page.locator(".copy")).not().containsText(NUMBER);
    assertThat(page.locator("button[data-copy]")).hasCount(0);
    Browser.shot(page, "task-masked");
    page.click("button:has-text('领取')");
    assertThat(page.locator(".note.well")).containsText("已领取");
    assertThat(page.locator(".copy")).containsText(NUMBER);
    copyThree(page);
    page.fill("[name='confirm.name']", "陈喆");
    page.fill("[name='confirm.idNumber']", "610924190001020042");
    page.fill("[name='confirm.caseNo']", caseNo);
    page.fill("[name=receiptNo]", Desk.number(caseNo));
    page.fill("[name=receiptNoAgain]", Desk.number(caseNo));
    page.click("button:has-text('录完，提交')");
    assertThat(page.locator(".note.bad")).containsText("没有通过核对");
    assertThat(page.locator(".side-card .wrong")).containsText("证件号码");
    assertThat(page.locator("[name='confirm.name']")).hasValue("陈喆");
    Browser.shot(page, "task-wrong");
    page.click("button:has-text('再留半小时')");
    assertThat(page.locator("[name=receiptNo]")).hasValue(Desk.number(caseNo));
    page.fill("[name='confirm.idNumber']", NUMBER);
    page.keyboard().press("Enter");
    assertThat(page.locator(".note.well")).containsText("已录完");
    assertThat(site.until(caseNo, Desk.DOCTORS, 0, State.DELIVERED).receiptNo())
        .isEqualTo(Desk.number(caseNo));
    page.click("text=已了结");
    assertThat(row(page, caseNo)).containsText(Desk.number(caseNo));
    assertThat(row(page, caseNo)).containsText(CLERK);
    Browser.shot(page, "entry-ended");
    assertThat(site.audit("task " + id + " of "))
        .extracting(row -> row.get("actor") + " " + row.get("act"))
        .containsExactly(CLERK + " task.take", CLERK + " task.take", CLERK + " task.done");
  }

  /** One key after the other, as beside the other system's window; nothing can be pasted back. */
  private static void copyThree(Page page) {
    Browser.press(page, "c");
    assertThat(page.locator("#copied")).hasText("已复制 姓名");
    page.keyboard().press("Enter");
    assertThat(page.locator("#copied")).hasText("已复制 证件类型");
    page.keyboard().press("Enter");
    assertThat(page.locator("#copied")).hasText("已复制 证件号码");
    page.keyboard().press("ArrowUp");
    assertThat(page.locator("button[data-copy='" + NUMBER + "']")).isFocused();
    page.focus("[name='confirm.idNumber']");
    page.keyboard().press("Control+v");
    assertThat(page.locator("#typed-note")).containsText("不能粘贴");
    assertThat(page.locator("[name='confirm.idNumber']")).hasValue("");
    Browser.shot(page, "task");
  }

  @Test
  @Order(3)
  void copy_thatTheBrowserForbids_saysWhatToDo() {
    long id = desk.task(desk.accepted()).path("id").asLong();
    Page page = clerk();
    page.navigate("/console/entry/tasks/" + id);
    page.click("button:has-text('领取')");
    assertThat(page.locator(".note.well")).containsText("已领取");
    page.evaluate(
        "() => {"
            + " document.execCommand = () => false;"
            + " navigator.clipboard.writeText = () => Promise.reject('denied'); }");
    Browser.press(page, "c");
    assertThat(page.locator("#copied")).containsText("按 Ctrl+C 复制");
    assertThat(page.locator("tr.done")).hasCount(0);
    Browser.shot(page, "task-not-copied");
  }

  @Test
  @Order(3)
  void task_thatAnotherHas_isSeenMaskedByAll_andByAViewerWithoutActs() {
    long id = desk.task(desk.accepted()).path("id").asLong();
    desk.take(id, "k07");
    Page page = clerk();
    page.navigate("/console/entry/tasks/" + id);
    assertThat(page.locator(".elements")).containsText("k07");
    assertThat(page.locator(".copy")).not().containsText(NUMBER);
    assertThat(page.locator("button:has-text('录完')")).hasCount(0);
    Page viewer = browser.signIn("feng.lan", Crew.PASSWORD);
    viewer.navigate("/console/entry");
    assertThat(viewer.locator("#tasks tbody tr").first()).isVisible();
    assertThat(viewer.locator("#tasks button")).hasCount(0);
    viewer.navigate("/console/entry/tasks/0");
    assertThat(viewer.locator(".note.bad")).containsText("没有编号为 0 的录入任务");
  }

  @Test
  @Order(4)
  void clerk_whoIsRefusedThere_saysWhy_andTheDeliveryParks() {
    String caseNo = desk.accepted();
    Page page = clerk();
    desk.task(caseNo);
    row(page, caseNo).locator("button").click();
    page.click("summary:has-text('对方不收')");
    page.fill("[name=reason]", "身份证 610924190001010010 重复");
    page.click("button:has-text('对方不收')");
    assertThat(page.locator(".note.bad")).containsText("似有身份证号");
    page.click("text=English");
    page.navigate("/console/entry?kind=MINE");
    row(page, caseNo).locator("a.button").click();
    page.click("summary:has-text('They do not take it')");
    page.fill("[name=reason]", "该医师已在其他机构注册");
    Browser.shot(page, "task-refuse-en");
    page.click("button:has-text('They do not take it')");
    assertThat(page.locator(".note.well")).containsText("parked");
    assertThat(site.until(caseNo, Desk.DOCTORS, 0, State.PARKED).cause()).contains("其他机构注册");
  }

  @Test
  @Order(5)
  void result_readOffTheSystem_isTypedTwiceAndKeptOnce() {
    String caseNo = desk.accepted();
    Page page = clerk();
    page.click("summary:has-text('录回对方显示的结果')");
    Browser.shot(page, "entry");
    page.click(".read-off a[href*='" + Desk.DOCTORS + "/certificate']");
    typed(page, caseNo, "110610924000083");
    assertThat(page.locator(".note.bad")).containsText("没有通过核对");
    assertThat(page.locator("td .wrong")).containsText("执业证书编码");
    Browser.shot(page, "read-off");
    page.fill("[name='again.certificateNo']", "110610924000038");
    page.keyboard().press("Enter");
    assertThat(page.locator(".note.well")).containsText("结果已进入办件");
    page.navigate("/console/entry/read/" + Desk.DOCTORS + "/certificate?lang=en");
    Browser.shot(page, "read-off-en");
    typed(page, caseNo, "110610924000038");
    assertThat(page.locator(".note.well")).containsText("entered before");
    assertThat(site.audit("at nhc-dzh:certificate").get(0)).containsEntry("actor", CLERK);
  }

  private static void typed(Page page, String caseNo, String again) {
    page.fill("[name=caseNo]", caseNo);
    page.fill("[name='again.caseNo']", caseNo);
    page.fill("[name=outcome]", "通过");
    page.fill("[name=certificateNo]", "110610924000038");
    page.fill("[name='again.certificateNo']", again);
    page.fill("[name=time]", "2026-10-12 16:05");
    page.keyboard().press("Enter");
  }

  @Test
  @Order(6)
  void documents_searchedByCase_tellGroundProvenanceAndDigests_andOpenWithAReason() {
    String caseNo = site.bureau(site.newCase(), "health-01-apply");
    JsonNode given = site.pull(caseNo, "p-1", FIRM, "M02", "M06");
    site.pull(caseNo, "p-2", NUMBER, "M03");
    String sha256 = given.at("/materials/0/document/file/sha256").asText();
    Page page = browser.signIn(CLERK, Crew.PASSWORD);
    page.click("nav.side >> text=调取的材料");
    assertThat(page.locator(".empty")).containsText("按办件编号");
    Browser.press(page, "/");
    page.keyboard().type(caseNo);
    page.keyboard().press("Enter");
    Locator pull = page.locator(".pull", new Page.LocatorOptions().setHasText("p-1"));
    assertThat(pull).containsText("紫阳县行政审批服务局");
    assertThat(pull).containsText("公共场所卫生许可");
    assertThat(pull).containsText("916109********024B");
    assertThat(pull).containsText("prov-dzzz");
    assertThat(pull).containsText(sha256);
    assertThat(pull).not().containsText(FIRM);
    Browser.shot(page, "documents");
    pull.locator("summary:has-text('打开')").first().click();
    pull.locator("[name=reason]").first().fill("核对对方退回的材料");
    Browser.shot(page, "documents-open");
    page.click("text=English");
    page.fill("#org", "紫阳县行政审批服务局");
    page.keyboard().press("Enter");
    assertThat(page.locator(".pull")).hasCount(2);
    page.locator(".pull summary:has-text('asked')").first().click();
    Browser.shot(page, "documents-en");
    opens(caseNo, sha256);
  }

  /** The file itself, as the browser would get it. */
  private static void opens(String caseNo, String sha256) {
    var visitor = new Visitor(site.url());
    visitor.signIn(CLERK, Crew.PASSWORD);
    HttpResponse<String> pdf = opened(visitor, caseNo, sha256, "核对对方退回的材料");
    assertThat(pdf.headers().firstValue("Content-Type")).hasValue("application/pdf");
    assertThat(pdf.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(pdf.body()).startsWith("%PDF");
    assertThat(site.audit(sha256))
        .last()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("actor", CLERK)
                    .containsEntry("act", "document.inspect")
                    .containsEntry("detail", "办件 " + caseNo + "：核对对方退回的材料"));
    int known = site.audit(sha256).size();
    for (List<String> asked :
        List.of(
            List.of(caseNo, sha256, " "),
            List.of(caseNo, sha256, "找 610924190001010010"),
            List.of(caseNo, sha256.replace('a', 'b'), "核对"),
            List.of(site.newCase(), sha256, "核对"))) {
      assertThat(opened(visitor, asked.get(0), asked.get(1), asked.get(2)).statusCode())
          .isEqualTo(302);
    }
    assertThat(site.audit(sha256)).hasSize(known);
  }

  private static HttpResponse<String> opened(
      Visitor visitor, String caseNo, String sha256, String reason) {
    return visitor.submit(
        "/console/account",
        "/console/documents/open",
        "caseNo",
        caseNo,
        "sha256",
        sha256,
        "reason",
        reason);
  }

  @Test
  @Order(7)
  void documents_forAnAccountOfSomeSystems_areRefusedWithWords() {
    String wanted =
        Crew.json()
            .put("name", "he.yu")
            .put("displayName", "何雨")
            .set("roles", Crew.json().arrayNode().add("OPERATOR"))
            .toString()
            .replaceFirst("}$", ", \"systems\": [\"" + Desk.DOCTORS + "\"]}");
    String given =
        site.ask("POST", "/ops/v1/users", wanted, desk.crew().admin())
            .json()
            .path("password")
            .asText();
    Page page = browser.signIn("he.yu", given);
    page.fill("#old", given);
    page.fill("#fresh", Crew.PASSWORD);
    page.fill("#again", Crew.PASSWORD);
    page.keyboard().press("Enter");
    page.click("nav.side >> text=调取的材料");
    assertThat(page.locator(".note.held")).containsText("不能查");
    assertThat(page.locator("form.filter")).hasCount(0);
    page.click("nav.side >> text=人工录入");
    assertThat(page.locator("#system option")).hasCount(2);
  }

  @Test
  @Order(8)
  void pages_inTheBrowser_complainOfNothing() {
    assertThat(browser.complaints()).isEmpty();
  }
}
