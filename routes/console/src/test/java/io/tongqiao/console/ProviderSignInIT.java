package io.tongqiao.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.tongqiao.console.people.Role;
import io.tongqiao.provider.IdentityProvider;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Signing in through an identity provider, from the first click to the last refusal. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProviderSignInIT {

  private static final String REASON = "{\"reason\": \"离岗\"}";

  @TempDir private static Path directory;
  private static final Map<String, List<String>> GROUPS = new ConcurrentHashMap<>();
  private static int port;
  private static Site site;
  private static Crew crew;
  private static Browser browser;
  private static IdentityProvider provider;

  @BeforeAll
  static void open() throws Exception {
    GROUPS.put("Qian.Jin", List.of("/大厅/运维", "访客"));
    GROUPS.put("sun.li", List.of("电力值班", "访客"));
    GROUPS.put("wu.shi", List.of("审计", "/大厅/运维"));
    GROUPS.put("zheng.wai", List.of("食堂"));
    GROUPS.put("admin", List.of("/大厅/运维"));
    port = Site.freePort();
    Path secret = directory.resolve("data/secrets/oidc.client-secret");
    Files.createDirectories(secret.getParent());
    Files.writeString(secret, IdentityProvider.SECRET);
    site = new Site(directory, settings()).start();
    crew = new Crew(site);
    browser = Browser.at(site.url());
    provider = start();
  }

  private static IdentityProvider start() {
    return IdentityProvider.start(
        port, site.url().resolve("/console/oauth2/back/provider"), GROUPS);
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    String oidc = "tongqiao.people.oidc.";
    settings.put(oidc + "issuer", IdentityProvider.issuer(port));
    settings.put(oidc + "client-id", IdentityProvider.CLIENT);
    settings.put(oidc + "title", "政务统一认证");
    group(settings, 0, "/大厅/运维", "OPERATOR", "*");
    group(settings, 1, "电力值班", "OPERATOR", Site.POWER);
    group(settings, 2, "审计", "AUDITOR", "*");
    group(settings, 3, "访客", "VIEWER", "*");
    return settings;
  }

  private static void group(
      Map<String, Object> settings, int n, String name, String role, String systems) {
    String group = "tongqiao.people.oidc.groups[" + n + "].";
    settings.put(group + "name", name);
    settings.put(group + "roles", role);
    settings.put(group + "systems", systems);
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
    provider.close();
    site.close();
  }

  /** Somebody goes to the provider and gives name and password there. */
  private static Page through(String name) {
    Page page = browser.open();
    page.navigate("/");
    page.click("text=用政务统一认证登录");
    page.fill("#username", name);
    page.fill("#password", IdentityProvider.PASSWORD);
    page.click("button[type=submit]");
    return page;
  }

  @Test
  @Order(1)
  void person_inAGroup_comesInWithItsRoles_andIsInTheAuditAsAnyOther() {
    Page first = browser.open();
    first.navigate("/");
    assertThat(first.locator("a.button:has-text('用政务统一认证登录')")).isVisible();
    Browser.shot(first, "sign-in-provider");
    Page page = through("Qian.Jin");
    assertThat(page.locator("h1")).hasText("总览");
    assertThat(page.locator(".who")).containsText("统一Qian.Jin");
    assertThat(page.locator(".who")).containsText("运维员");
    assertThat(page.locator(".tile")).hasCount(11);
    page.click("nav.side >> text=我的账户");
    assertThat(page.locator(".note.held")).containsText("经统一身份认证登录");
    assertThat(page.locator("input[type=password]")).hasCount(0);
    Browser.shot(page, "account-provider");
    assertThat(page.navigate("/console/users").status()).isEqualTo(403);
    assertThat(site.audit("account qian.jin"))
        .extracting(row -> row.get("actor") + " " + row.get("act"))
        .containsExactly("tongqiao user.add", "qian.jin sign-in");
    page.navigate("/console/overview");
    page.click("text=退出");
    assertThat(page.locator(".note")).containsText("已退出");
  }

  @Test
  @Order(2)
  void person_ofSomeSystems_seesThose_alsoWhenAnotherGroupLetsOneSeeAll() {
    Page page = through("sun.li");
    assertThat(page.locator(".tile")).hasCount(1);
    assertThat(page.locator(".tile")).containsText("供电");
  }

  @Test
  @Order(3)
  void person_whomNoGroupLetsIn_orTwoDutiesExclude_isRefusedWithWords() {
    Page none = through("zheng.wai");
    assertThat(none.locator(".note.bad")).containsText("没有对应的角色");
    Page two = through("wu.shi");
    assertThat(two.locator(".note.bad")).containsText("三员分立");
    Browser.shot(two, "sign-in-duties");
    two.click("text=English");
    two.navigate("/console/sign-in?provider-duties");
    assertThat(two.locator(".note.bad")).containsText("nobody may have together");
    Browser.shot(two, "sign-in-duties-en");
    Page local = through("admin");
    assertThat(local.locator(".note.bad")).containsText("同名");
    assertThat(site.ask("GET", "/ops/v1/users", "", crew.admin()).text())
        .doesNotContain("zheng.wai", "wu.shi");
    assertThat(site.audit("account ?"))
        .extracting(row -> row.get("detail").toString())
        .anyMatch(told -> told.contains("都没有对应的角色"))
        .anyMatch(told -> told.contains("不能兼任"));
  }

  @Test
  @Order(4)
  void person_whoseGroupsChange_hasTheOtherRightsFromTheNextSignIn_andNoneInASessionThatGoesOn() {
    Page before = through("sun.li");
    assertThat(before.locator("h1")).hasText("总览");
    GROUPS.put("sun.li", List.of("审计"));
    Page auditor = through("sun.li");
    assertThat(auditor.locator(".who")).containsText("审计管理员");
    assertThat(before.navigate("/console/entry").status()).isEqualTo(403);
    GROUPS.put("sun.li", List.of("食堂"));
    assertThat(through("sun.li").locator(".note.bad")).containsText("没有对应的角色");
    assertThat(auditor.navigate("/console/audit").status()).isEqualTo(403);
    assertThat(site.audit("account sun.li"))
        .extracting(row -> row.get("act").toString())
        .contains("user.add", "user.roles", "sign-in", "sign-in.refused");
  }

  @Test
  @Order(5)
  void account_closedHere_endsItsSession_andIsNotLetInAgain() {
    Page page = through("Qian.Jin");
    assertThat(page.locator("h1")).hasText("总览");
    String path = "/ops/v1/users/qian.jin/";
    assertThat(site.ask("POST", path + "reset", REASON, crew.admin()).status()).isEqualTo(409);
    String roles = "{\"roles\": [\"AUDITOR\"], \"reason\": \"换岗\"}";
    assertThat(site.ask("POST", path + "roles", roles, crew.admin()).status()).isEqualTo(409);
    assertThat(site.ask("POST", path + "disable", REASON, crew.admin()).status()).isEqualTo(200);
    page.navigate("/console/entry");
    assertThat(page.locator(".note")).containsText("会话已结束");
    assertThat(through("Qian.Jin").locator(".note.bad")).containsText("已停用");
    site.ask("POST", path + "enable", REASON, crew.admin());
    assertThat(through("Qian.Jin").locator("h1")).hasText("总览");
    assertThat(new Visitor(site.url()).signIn("qian.jin", "")).endsWith("?wrong");
  }

  @Test
  @Order(6)
  void answer_thatNobodyHereAskedFor_opensNothing() {
    var visitor = new Visitor(site.url());
    HttpResponse<String> answer = visitor.get("/console/oauth2/back/provider?code=x&state=y");
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("?provider-failed");
    assertThat(visitor.get("/console/overview").statusCode()).isEqualTo(302);
    HttpResponse<String> begun = visitor.get("/console/oauth2/begin/provider");
    String there = begun.headers().firstValue("Location").orElse("");
    assertThat(there).startsWith(IdentityProvider.issuer(port)).contains("code_challenge=");
    assertThat(begun.headers().firstValue("Set-Cookie").orElse(""))
        .contains("HttpOnly", "SameSite=Lax", "Path=/console/oauth2/back");
  }

  @Test
  @Order(7)
  void provider_thatIsAway_isTold_andLocalAccountsComeIn() throws Exception {
    crew.settled("li.er", Role.OPERATOR);
    site.stop();
    site.start();
    provider.close();
    Page page = browser.open();
    page.navigate("/");
    page.click("text=用政务统一认证登录");
    assertThat(page.locator(".note.bad")).containsText("暂时连接不上");
    page.fill("#name", "li.er");
    page.fill("#password", Crew.PASSWORD);
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("总览");
    provider = start();
    assertThat(through("Qian.Jin").locator("h1")).hasText("总览");
  }
}
