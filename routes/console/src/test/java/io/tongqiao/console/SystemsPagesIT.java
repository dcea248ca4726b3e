package io.tongqiao.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.tongqiao.console.people.Role;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Systems and the mapping bench in a real browser, in both languages. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SystemsPagesIT {

  private static final String BROKEN_PORT = "nat-share";

  @TempDir private static Path directory;
  private static Site site;
  private static Browser browser;
  private static int closed;

  @BeforeAll
  static void open() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String until = LocalDate.now(java.time.Clock.systemUTC()).plusDays(20).toString();
    site = new Site(directory, Map.of("tongqiao.alerts.expiry." + Site.POWER + ".password", until));
    site.start(
        Map.of("tongqiao.endpoints." + BROKEN_PORT, "http://127.0.0.1:" + closed + "/gateway"));
    browser = Browser.at(site.url());
    var crew = new Crew(site);
    crew.settled("li.er", Role.OPERATOR);
    crew.settled("zhao.liu", Role.SYSTEM_ADMIN);
    crew.settled("sun.qi", Role.VIEWER);
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
    site.close();
  }

  @Test
  @Order(1)
  void list_leadsToASystem_whoseTestSaysThatItsPortIsClosed() {
    Page page = browser.signIn("li.er", Crew.PASSWORD);
    page.click("nav.side >> text=系统");
    assertThat(page.locator("h1")).hasText("系统");
    assertThat(page.locator("#lines tr")).hasCount(11);
    Browser.shot(page, "systems");
    Browser.press(page, "/");
    page.keyboard().type(BROKEN_PORT);
    assertThat(page.locator("#lines tr:visible")).hasCount(1);
    page.click("#lines tr:visible a");
    assertThat(page.locator("h1")).containsText(BROKEN_PORT);
    page.click("button:has-text('测试')");
    assertThat(page.locator(".verdict")).containsText("没有通过");
    Locator tcp = page.locator(".steps li", new Page.LocatorOptions().setHasText("连接"));
    assertThat(tcp.first()).containsText("127.0.0.1:" + closed + " 拒绝连接");
    assertThat(page.locator(".steps .bad")).hasCount(1);
    assertThat(page.locator(".steps .bad .name")).hasText("连接");
    Browser.shot(page, "system-test-failed");
    page.click("text=English");
    assertThat(page.locator(".steps .bad .name")).hasText("Connect");
    assertThat(page.locator(".steps .bad")).containsText("refuses the connection");
    Browser.shot(page, "system-test-failed-en");
    assertThat(page.locator("text=Pause")).hasCount(0);
  }

  @Test
  @Order(2)
  void system_thatIsWell_passesItsTest_andShowsWhatRunsOutAndWhatStandsStill() {
    site.ministries().misbehave(Site.PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    site.until(caseNo, Site.PROVINCE, 0, State.PARKED);
    Page page = browser.signIn("zhao.liu", Crew.PASSWORD);
    page.navigate("/console/systems/" + Site.POWER);
    assertThat(page.locator("table.inner", new Page.LocatorOptions().setHasText(".password")))
        .containsText("有效至");
    page.click("button:has-text('测试')");
    assertThat(page.locator(".verdict")).containsText("没有发现问题");
    assertThat(page.locator(".steps li")).hasCount(6);
    page.click("summary:has-text('README')");
    assertThat(page.locator(".readme pre")).containsText("city-power");
    page.locator(".readme").scrollIntoViewIfNeeded();
    Browser.shot(page, "system-readme");
    page.evaluate("window.scrollTo(0, 0)");
    Browser.shot(page, "system");
    page.fill("input[name=reason]", "手机 13800000000 来电");
    page.click("button:has-text('暂停')");
    assertThat(page.locator(".note.bad")).containsText("用报文编号或办件编号代替");
    page.navigate("/console/systems/" + Site.PROVINCE);
    assertThat(page.locator(".card", new Page.LocatorOptions().setHasText("现在停着的原因")))
        .containsText("待人工");
    page.fill("input[name=reason]", "对方夜间维护");
    page.click("button:has-text('暂停')");
    assertThat(page.locator(".note.well")).containsText("已暂停");
    assertThat(page.locator(".head .tag").first()).containsText("已暂停");
    Browser.shot(page, "system-paused");
    page.fill("input[name=reason]", "维护结束");
    page.click("button:has-text('恢复')");
    assertThat(page.locator(".note.well")).containsText("已恢复");
    page.click("text=English");
    Browser.shot(page, "system-en");
    page.navigate("/console/systems");
    Browser.shot(page, "systems-en");
  }

  @Test
  @Order(3)
  void bench_withTheFoldersSample_isTheGolden_andAChangeIsSeen() throws Exception {
    Page page = browser.signIn("li.er", Crew.PASSWORD);
    page.navigate("/console/systems/" + Site.POWER);
    page.click("a.button:has-text('映射试验台')");
    assertThat(page.locator("#system")).hasValue(Site.POWER);
    page.waitForLoadState(); // htmx hears a choice once it runs
    // the first sample is apply already: by way of another it is seen that the page has changed
    page.selectOption("#sample", "withdraw");
    assertThat(page.locator("#bench [name=sample][type=hidden]")).hasValue("withdraw");
    // for some milliseconds after a swap htmx does not hear what is chosen
    assertThat(page.locator(".htmx-added, .htmx-settling, .htmx-request")).hasCount(0);
    page.selectOption("#sample", "apply");
    assertThat(page.locator("#bench [name=sample][type=hidden]")).hasValue("apply");
    page.click("button:has-text('翻译')");
    assertThat(page.locator("#result .note.well")).containsText("符合规范");
    assertThat(page.locator("#result .made")).hasCount(2);
    assertThat(page.locator("#result .tag.well")).hasCount(2);
    Browser.shot(page, "bench-same");
    String pasted = page.inputValue("textarea >> nth=0");
    String name = new JsonMapper().readTree(pasted).at("/data/case/party/name").asText();
    assertThat(name).isNotEmpty();
    page.fill("textarea >> nth=0", pasted.replace(name, "紫阳县改名有限公司"));
    page.click("button:has-text('翻译')");
    assertThat(page.locator("#result .tag.held")).containsText("与样例不同");
    assertThat(page.locator(".difference .changed .left").first()).containsText(name);
    assertThat(page.locator(".difference .changed .right").first()).containsText("紫阳县改名有限公司");
    assertThat(page.locator(".difference .changed .sign").first()).hasText("≠");
    Browser.shot(page, "bench-differs");
    page.fill("textarea >> nth=0", "{\n\"id\": 坏}");
    page.click("button:has-text('翻译')");
    assertThat(page.locator("#result .note.bad")).containsText("第 2 行");
    page.fill("textarea >> nth=0", "{\"id\": \"1\"}");
    page.click("button:has-text('翻译')");
    assertThat(page.locator("#result .note.bad li").first()).isVisible();
    Browser.shot(page, "bench-invalid");
    page.selectOption("#sample", "x-progress--unknown-status");
    assertThat(page.locator("#bench .note.held").first()).containsText("应当失败");
    page.click("button:has-text('翻译')");
    assertThat(page.locator("#result .note.bad")).containsText("映射到标准报文时不通过");
    page.navigate("/console/bench?system=" + Site.POWER + "&sample=apply&lang=en");
    page.click("button:has-text('Translate')");
    assertThat(page.locator("#result .tag.well").first()).containsText("as in the sample");
    Browser.shot(page, "bench-en");
  }

  @Test
  @Order(4)
  void viewer_seesSystems_andTestsNone() {
    Page page = browser.signIn("sun.qi", Crew.PASSWORD);
    page.click(".tile[data-text^='" + Site.POWER + " '] a");
    assertThat(page.locator("h1")).containsText(Site.POWER);
    assertThat(page.locator("button:has-text('测试')")).hasCount(0);
    assertThat(page.locator("button:has-text('暂停')")).hasCount(0);
    page.navigate("/console/systems/no-such");
    assertThat(page.locator(".note.bad")).containsText("没有编号为 no-such 的系统");
  }

  @Test
  @Order(5)
  void pages_inTheBrowser_complainOfNothing() {
    assertThat(browser.complaints()).isEmpty();
  }
}
