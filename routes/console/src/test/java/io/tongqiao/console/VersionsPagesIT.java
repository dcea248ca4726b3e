package io.tongqiao.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.tongqiao.console.people.Role;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.FolderArchive;
import io.tongqiao.journal.StoredDelivery.State;
import java.nio.file.Path;
import java.util.Base64;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Deploying, breaking and rolling back a system, in a real browser and over the operators' API. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VersionsPagesIT {

  private static final String POLICE = "mps-population";
  private static final String PURPOSE = "政务服务事项申请人身份核验";

  @TempDir private static Path directory;
  private static Site site;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
    browser = Browser.at(site.url());
    var crew = new Crew(site);
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

  private static byte[] archive(UnaryOperator<String> change) {
    Folder folder = Folder.read(directory.resolve("systems").resolve(POLICE));
    var files = new TreeMap<String, byte[]>();
    folder
        .files()
        .forEach(
            (name, bytes) ->
                files.put(name, change.apply(new String(bytes, UTF_8)).getBytes(UTF_8)));
    return FolderArchive.pack(new Folder(POLICE, "", files));
  }

  private static void upload(Page page, String reason, byte[] archive) {
    page.setInputFiles(
        ".upload input[type=file]", new FilePayload(POLICE + ".zip", "application/zip", archive));
    page.fill(".upload input[name=reason]", reason);
    page.click(".upload button");
  }

  private static String hotel(State state) {
    String caseNo = site.bureau(site.newCase(), "hotel-01-apply", "hotel-02-receive");
    site.until(caseNo, POLICE, 0, state);
    return caseNo;
  }

  @Test
  @Order(1)
  void version_deployedOnThePage_brokenAndRolledBack() {
    Page page = browser.signIn("zhao.liu", Crew.PASSWORD);
    page.navigate("/console/systems/" + POLICE);
    assertThat(page.locator("#versions tr")).hasCount(1);

    upload(page, "对方改了用途说明", archive(text -> text.replace(PURPOSE, "身份复核")));
    assertThat(page.locator(".note.well")).containsText("已部署");
    assertThat(page.locator("#versions tr")).hasCount(2);
    assertThat(page.locator("#versions tr").first()).containsText("现行");
    assertThat(page.locator("#versions tr").first()).containsText("对方改了用途说明");
    hotel(State.DELIVERED);
    page.locator("#versions").scrollIntoViewIfNeeded();
    Browser.shot(page, "versions");
    page.click("#versions a:has-text('与现行比较')");
    assertThat(page.locator(".difference .right").first()).isVisible();
    assertThat(page.locator("section")).containsText("check-identity.to-system.jslt");
    Browser.shot(page, "versions-difference");
    page.click("a.button:has-text('回到系统')");

    upload(page, "手误", archive(text -> text.replace("fallback(.time", "fallbak(.time")));
    assertThat(page.locator(".outcome .note.bad")).containsText("没有部署");
    assertThat(page.locator(".outcome .faults")).containsText("check-identity.to-system.jslt:");
    assertThat(page.locator("#versions tr")).hasCount(2);
    page.locator(".outcome").scrollIntoViewIfNeeded();
    Browser.shot(page, "versions-refused");

    // it passes its own check, but the ministry does not know the namespace
    upload(
        page,
        "以为对方改了命名空间",
        archive(text -> text.replace("service.rkk.invalid", "service2.rkk.invalid")));
    assertThat(page.locator(".note.well")).containsText("已部署");
    String caseNo = hotel(State.WAITING);
    page.fill("#versions form.row input[name=reason]", "对方不认新命名空间");
    page.click("#versions form.row button:has-text('回到版本 2')");
    assertThat(page.locator(".note.well")).containsText("已回到先前的版本");
    assertThat(page.locator("#versions tr:has(.tag.well)")).containsText("对方改了用途说明");
    Browser.shot(page, "versions-rolled-back");
    long id = site.deliveries(caseNo, POLICE).get(0).id();
    site.post("/ops/v1/deliveries/" + id + "/resend", "{}");
    site.until(caseNo, POLICE, 0, State.DELIVERED);
  }

  @Test
  @Order(2)
  void versions_inEnglish_andForAViewer() {
    Page page = browser.signIn("zhao.liu", Crew.PASSWORD);
    page.navigate("/console/systems/" + POLICE + "?lang=en");
    assertThat(page.locator("#versions h2")).hasText("Versions");
    page.click(".upload summary");
    page.fill(".upload input[name=from]", "2999-01-01T08:00");
    upload(page, "a new contract", archive(text -> text.replace(PURPOSE, "身份核对")));
    assertThat(page.locator(".note.well")).containsText("Deployed");
    assertThat(page.locator("#versions tr").first()).containsText("from 2999-01-01 08:00:00");
    page.locator("#versions").scrollIntoViewIfNeeded();
    Browser.shot(page, "versions-en");
    page.fill("#versions form[action$=withdraw] input[name=reason]", "put off");
    page.click("#versions form[action$=withdraw] button");
    assertThat(page.locator(".note.well")).containsText("called off");

    Page viewer = browser.signIn("sun.qi", Crew.PASSWORD);
    viewer.navigate("/console/systems/" + POLICE);
    assertThat(viewer.locator("#versions tr").first()).isVisible();
    assertThat(viewer.locator("#versions form")).hasCount(0);
  }

  @Test
  @Order(3)
  void system_thatIsNew_isDeployedFromTheList() {
    Page page = browser.signIn("zhao.liu", Crew.PASSWORD);
    page.navigate("/console/systems");
    page.click("details.new summary");
    page.fill(".upload input[name=system]", "mps-second");
    Browser.shot(page, "systems-new");
    upload(page, "新接入", archive(text -> text.replace(POLICE, "mps-second")));
    assertThat(page.locator("h1")).containsText("mps-second");
    assertThat(page.locator("#versions tr")).hasCount(1);
  }

  @Test
  @Order(4)
  void versions_overTheApi_areListedComparedAndRefused() {
    String path = "/ops/v1/systems/" + POLICE;
    JsonNode standing = site.get(path + "/versions").json();
    assertThat(standing.path("inForce").asInt()).isEqualTo(2);
    assertThat(standing.path("followed").asBoolean()).isTrue();
    assertThat(standing.at("/versions/0/by").asText()).isEqualTo("zhao.liu");
    JsonNode compared = site.get(path + "/versions/2/difference?from=1").json();
    assertThat(compared.at("/files/0/kind").asText()).isEqualTo("CHANGED");
    assertThat(compared.at("/files/0/difference").asText()).contains("+").contains("身份复核");
    var body = JsonNodeFactory.instance.objectNode().put("reason", "试");
    body.put("folder", Base64.getEncoder().encodeToString("no zip".getBytes(UTF_8)));
    OperatorAnswer refused = site.post(path + "/versions", body.toString());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("/folder");
    assertThat(site.post(path + "/rollback", "{\"reason\": \"试\", \"to\": 99}").status())
        .isEqualTo(422);
    assertThat(site.post(path + "/withdraw", "{\"reason\": \"试\"}").status()).isEqualTo(409);
  }

  @Test
  @Order(5)
  void pages_inTheBrowser_complainOfNothing() {
    // the refused folder was one
    assertThat(browser.complaints()).allMatch(words -> words.contains("422"));
  }
}
