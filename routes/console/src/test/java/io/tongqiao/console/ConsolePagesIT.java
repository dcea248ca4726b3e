package io.tongqiao.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tongqiao.console.people.Role;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The pages as people on duty see them, in a real browser. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsolePagesIT {

  @TempDir private static Path directory;
  private static Site site;
  private static Browser browser;
  private static Crew crew;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
    browser = Browser.at(site.url());
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
  void administrator_atTheFirstStart_changesThePasswordAndMakesAnAccount() {
    Page page = browser.open();
    page.navigate("/");
    assertThat(page).hasTitle("登录 · 通桥");
    page.fill("#name", "admin");
    page.fill("#password", "falsch");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("账户或密码不对");
    Browser.shot(page, "sign-in");
    String first = site.key("first-password");
    page.fill("#name", "admin");
    page.fill("#password", first);
    page.keyboard().press("Enter");
    assertThat(page.locator(".note.held")).containsText("先改成自己的密码");
    Browser.shot(page, "password");
    page.fill("#old", first);
    page.fill("#fresh", "bu-yao-gao-su-bie-ren");
    page.fill("#again", "bu-yao-gao-su-bie-ren");
    page.keyboard().press("Enter");
    assertThat(page.locator(".note.well")).containsText("密码已修改");
    page.click("nav.side >> text=用户");
    page.click("summary:has-text('新建账户')");
    page.fill("#new-name", "zhang.yi");
    page.fill("#new-display", "张一");
    page.check("details.new >> text=运维员");
    Browser.shot(page, "users-new");
    page.click("details.new button.main");
    assertThat(page.locator(".once")).hasText(Pattern.compile("\\w{16}"));
    Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("zhang.yi"));
    assertThat(row).containsText("待改密码");
    row.locator("summary").click();
    Browser.shot(page, "users");
    Browser.press(page, "/");
    page.keyboard().type("sysadmin");
    assertThat(row).isHidden();
    page.click("text=English");
    assertThat(page.locator("h1")).hasText("Users");
    Browser.shot(page, "users-en");
    page.click("text=Sign out");
    assertThat(page.locator(".note")).containsText("signed out");
  }

  @Test
  @Order(2)
  void overview_showsWhatHappensWithoutBeingAsked() {
    crew = Crew.after(site, "admin", "bu-yao-gao-su-bie-ren");
    crew.settled("li.er", Role.OPERATOR);
    Page page = browser.signIn("li.er", Crew.PASSWORD);
    assertThat(page.locator("h1")).hasText("总览");
    assertThat(page.locator(".tile")).hasCount(11);
    assertThat(page.locator(".tile[data-text^='" + Site.POWER + " ']")).containsText("正常");
    site.ministries().misbehave(Site.PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    site.until(caseNo, Site.PROVINCE, 0, State.PARKED);
    site.post("/ops/v1/systems/" + Site.POWER + "/pause", "{\"reason\": \"对方夜间维护\"}");
    assertThat(page.locator(".tile.bad[data-text^='" + Site.PROVINCE + " ']")).containsText("待人工");
    assertThat(page.locator(".tile.held[data-text^='" + Site.POWER + " ']")).containsText("已暂停");
    assertThat(page.locator(".figures .bad b")).hasText("1");
    assertThat(page.locator("#course canvas")).isVisible();
    Browser.shot(page, "overview");
    Browser.press(page, "/");
    page.keyboard().type(Site.POWER);
    assertThat(page.locator(".tile:visible")).hasCount(1);
    page.waitForTimeout(2500);
    assertThat(page.locator(".tile:visible")).hasCount(1);
    page.click("text=English");
    assertThat(page.locator("h1")).hasText("Overview");
    Browser.shot(page, "overview-en");
    assertThat(page.locator("nav.side >> text=Users")).hasCount(0);
  }

  @Test
  @Order(3)
  void auditor_checksTheChain() {
    crew.settled("wang.san", Role.AUDITOR);
    Page page = browser.signIn("wang.san", Crew.PASSWORD);
    page.click("nav.side >> text=审计");
    page.click("button:has-text('校验完整性')");
    assertThat(page.locator("#verdict .well")).containsText("审计链完整");
    Browser.shot(page, "audit");
    page.fill("#actor", "sysadmin");
    page.click("button:has-text('查询')");
    assertThat(page.locator("table.list tbody tr")).hasCount(1);
    page.fill("#actor", "nobody");
    page.keyboard().press("Enter");
    assertThat(page.locator(".empty")).isVisible();
    page.click("nav.side >> text=我的账户");
    page.fill("#label", "值班电脑");
    page.click("button:has-text('签发令牌')");
    assertThat(page.locator(".once")).isVisible();
    Browser.shot(page, "account");
  }

  @Test
  @Order(4)
  void pages_inTheBrowser_complainOfNothing() {
    assertThat(browser.complaints()).isEmpty();
  }
}
