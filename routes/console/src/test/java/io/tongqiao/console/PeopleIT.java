package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.console.people.Role;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts, passwords, tokens and sessions, as those who use them see them. */
class PeopleIT {

  private static final String REASON = "{\"reason\": \"岗位调整\"}";

  @TempDir private static Path directory;
  private static Site site;
  private static Crew crew;
  private static String permissions;

  @BeforeAll
  static void open() throws Exception {
    site =
        new Site(directory, Map.of("tongqiao.people.lock", "2s", "tongqiao.people.idle", "4s"))
            .start();
    permissions =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("data/keys/first-password")));
    crew = new Crew(site);
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  private static OperatorAnswer me(String name, String password) {
    return site.basic("GET", "/ops/v1/me", "", name, password);
  }

  @Test
  void firstPassword_afterTheFirstSignIn_isGone() {
    assertThat(permissions).isEqualTo("rw-------");
    assertThat(directory.resolve("data/keys/first-password")).doesNotExist();
    assertThat(me("admin", Crew.PASSWORD).json().path("roles").get(0).asText())
        .isEqualTo("SECURITY_ADMIN");
  }

  @Test
  void person_withAGivenPassword_mayOnlyChangeIt() {
    String given = crew.person("li.yi", Role.VIEWER);
    assertThat(me("li.yi", given).json().path("mustChange").asBoolean()).isTrue();
    assertThat(site.basic("GET", "/ops/v1/systems", "", "li.yi", given).status()).isEqualTo(403);
    Visitor visitor = new Visitor(site.url());
    assertThat(visitor.signIn("li.yi", given)).endsWith("/console");
    assertThat(visitor.get("/console/overview").headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/console/account"));
    visitor.submit(
        "/console/account",
        "/console/account/password",
        "old",
        given,
        "fresh",
        "zhe-shi-xin-mi-ma",
        "again",
        "zhe-shi-xin-mi-ma");
    assertThat(visitor.get("/console/overview").statusCode()).isEqualTo(200);
    assertThat(me("li.yi", given).status()).isEqualTo(401);
  }

  @Test
  void newPassword_tooShortOrWithTheNameOrTheOldOne_isRefused() {
    crew.settled("wang.er", Role.VIEWER);
    for (String bad : new String[] {"kurz", "wang.er-wang.er", "aaaaaaaaaaaaaaa", Crew.PASSWORD}) {
      String change = Crew.json().put("old", Crew.PASSWORD).put("new", bad).toString();
      OperatorAnswer refused =
          site.basic("POST", "/ops/v1/me/password", change, "wang.er", Crew.PASSWORD);
      assertThat(refused.status()).as(bad).isEqualTo(422);
      assertThat(refused.fields()).containsExactly("/new");
    }
  }

  @Test
  void account_afterFiveWrongPasswords_isLockedForAWhile() throws Exception {
    crew.settled("zhao.san", Role.VIEWER);
    for (int i = 0; i < 4; i++) {
      assertThat(me("zhao.san", "falsch").status()).isEqualTo(401);
    }
    assertThat(new Visitor(site.url()).signIn("zhao.san", "falsch")).endsWith("?locked");
    assertThat(me("zhao.san", Crew.PASSWORD).status()).isEqualTo(401);
    assertThat(new Visitor(site.url()).signIn("nobody", "falsch")).endsWith("?wrong");
    Thread.sleep(2200);
    assertThat(me("zhao.san", Crew.PASSWORD).status()).isEqualTo(200);
    assertThat(site.audit("account zhao.san"))
        .extracting(row -> row.get("act"))
        .contains("user.add", "sign-in.refused", "sign-in");
  }

  @Test
  void account_withTwoDuties_isNotMade() {
    var wanted = Crew.json().put("name", "alles").put("displayName", "什么都管");
    wanted.putArray("roles").add("SYSTEM_ADMIN").add("OPERATOR");
    OperatorAnswer refused = site.ask("POST", "/ops/v1/users", wanted.toString(), crew.admin());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.fields()).containsExactly("/roles");
    wanted.putArray("roles").add("AUDITOR").add("VIEWER");
    assertThat(site.ask("POST", "/ops/v1/users", wanted.toString(), crew.admin()).status())
        .isEqualTo(201);
    assertThat(site.ask("POST", "/ops/v1/users", wanted.toString(), crew.admin()).status())
        .isEqualTo(409);
  }

  @Test
  void administrator_changingTheOwnAccount_isRefused() {
    String roles = "{\"roles\": [\"AUDITOR\"], \"reason\": \"想看审计\"}";
    assertThat(site.ask("POST", "/ops/v1/users/admin/roles", roles, crew.admin()).status())
        .isEqualTo(403);
    assertThat(site.ask("POST", "/ops/v1/users/admin/disable", REASON, crew.admin()).status())
        .isEqualTo(403);
  }

  @Test
  void account_disabled_losesSessionsAndTokensAtOnce() {
    crew.settled("qian.si", Role.OPERATOR);
    Visitor visitor = new Visitor(site.url());
    visitor.signIn("qian.si", Crew.PASSWORD);
    assertThat(visitor.get("/console/overview").statusCode()).isEqualTo(200);
    String label = Crew.json().put("label", "笔记本").toString();
    String token =
        site.basic("POST", "/ops/v1/me/tokens", label, "qian.si", Crew.PASSWORD)
            .json()
            .path("key")
            .asText();
    assertThat(site.ask("GET", "/ops/v1/lanes", "", token).status()).isEqualTo(200);
    site.ask("POST", "/ops/v1/users/qian.si/disable", REASON, crew.admin());
    assertThat(site.ask("GET", "/ops/v1/lanes", "", token).status()).isEqualTo(401);
    assertThat(visitor.get("/console/overview").headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("?ended"));
    assertThat(me("qian.si", Crew.PASSWORD).status()).isEqualTo(401);
    site.ask("POST", "/ops/v1/users/qian.si/enable", REASON, crew.admin());
    assertThat(site.ask("GET", "/ops/v1/lanes", "", token).status()).isEqualTo(200);
  }

  @Test
  void account_withOtherRoles_hasThemAtTheNextRequest() {
    String token = crew.token("wechsel", Role.VIEWER);
    assertThat(site.ask("GET", "/ops/v1/audit/check", "", token).status()).isEqualTo(403);
    String roles = "{\"roles\": [\"AUDITOR\"], \"reason\": \"岗位调整\"}";
    assertThat(site.ask("POST", "/ops/v1/users/wechsel/roles", roles, crew.admin()).status())
        .isEqualTo(200);
    assertThat(site.ask("GET", "/ops/v1/audit/check", "", token).status()).isEqualTo(200);
    JsonNode entry =
        site.ask("GET", "/ops/v1/audit?act=user.roles&object=wechsel", "", crew.of(Role.AUDITOR))
            .json()
            .at("/entries/0");
    assertThat(entry.path("before").asText()).isEqualTo("VIEWER @ *");
    assertThat(entry.path("after").asText()).isEqualTo("AUDITOR @ *");
    assertThat(entry.path("actor").asText()).isEqualTo("admin");
    assertThat(entry.path("origin").asText()).isEqualTo("127.0.0.1");
  }

  @Test
  void token_revoked_isWorthless() {
    String token = crew.token("kurz", Role.VIEWER);
    String id =
        site.ask("GET", "/ops/v1/users/kurz/tokens", "", crew.admin())
            .json()
            .at("/tokens/0/id")
            .asText();
    String revoke = "/ops/v1/users/kurz/tokens/" + id + "/revoke";
    assertThat(site.ask("POST", revoke, "", crew.admin()).json().path("tokens")).isEmpty();
    assertThat(site.ask("GET", "/ops/v1/lanes", "", token).status()).isEqualTo(401);
    assertThat(site.ask("POST", revoke, "", crew.admin()).status()).isEqualTo(404);
  }

  @Test
  void scope_ofAnAccount_hidesAllOtherSystems() {
    String token = crew.token("nur-strom", Role.OPERATOR, Site.POWER);
    JsonNode systems = site.ask("GET", "/ops/v1/systems", "", token).json().path("systems");
    assertThat(systems.findValuesAsText("id")).containsExactly(Site.POWER);
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    long delivery = site.deliveries(caseNo, Site.PROVINCE).get(0).id();
    String path = "/ops/v1/deliveries/" + delivery;
    assertThat(site.get(path).status()).isEqualTo(200);
    assertThat(site.ask("GET", path, "", token).status()).isEqualTo(404);
    assertThat(site.ask("GET", path + "/texts", "", token).status()).isEqualTo(404);
    assertThat(site.ask("POST", path + "/texts", REASON, token).status()).isEqualTo(404);
    assertThat(site.ask("POST", path + "/resend", REASON, token).status()).isEqualTo(404);
    assertThat(site.ask("GET", "/ops/v1/lanes?system=" + Site.PROVINCE, "", token).status())
        .isEqualTo(422);
    assertThat(site.ask("GET", "/ops/v1/lanes?state=READY,WAITING", "", token).json().path("lanes"))
        .isEmpty();
    String replay =
        "{\"system\": \"" + Site.PROVINCE + "\", \"states\": [\"DELIVERED\"], \"reason\": \"x\"}";
    assertThat(site.ask("POST", "/ops/v1/replays", replay, token).status()).isEqualTo(422);
    assertThat(site.ask("POST", "/ops/v1/pulls/search", "{\"caseNo\": \"1\"}", token).status())
        .isEqualTo(403);
  }

  @Test
  void texts_masked_holdNothingPersonal_untilSomeoneSaysWhy() {
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    site.until(caseNo, Site.PROVINCE, 0, io.tongqiao.journal.StoredDelivery.State.DELIVERED);
    long delivery = site.deliveries(caseNo, Site.PROVINCE).get(0).id();
    JsonNode open = site.texts(delivery);
    JsonNode party = open.at("/message/data/case/party");
    assertThat(open.path("masked").asBoolean()).isFalse();
    OperatorAnswer masked = site.get("/ops/v1/deliveries/" + delivery + "/texts");
    assertThat(masked.json().path("masked").asBoolean()).isTrue();
    assertThat(masked.json().at("/message/subject").asText()).isEqualTo(caseNo);
    assertThat(masked.text())
        .doesNotContain(
            party.path("name").asText(),
            party.path("idNumber").asText(),
            party.at("/contact/mobile").asText("?none"));
    assertThat(site.audit("delivery " + delivery + " "))
        .extracting(row -> row.get("act"), row -> row.get("detail"))
        .containsExactly(tuple("delivery.unmask", "核对报文"), tuple("delivery.texts", ""));
  }

  @Test
  void keyOfASystem_changedWithoutAPause_worksUntilItIsRevoked() {
    String because = "{\"reason\": \"定期更换\"}";
    String keys = "/ops/v1/systems/" + Site.SOCIAL + "/keys";
    OperatorAnswer issued = site.ask("POST", keys, because, crew.admin());
    assertThat(issued.status()).isEqualTo(201);
    String fresh = issued.json().path("key").asText();
    String old = site.key(Site.SOCIAL);
    String known = "/api/v1/cases/1";
    assertThat(site.send("GET", known, "", fresh).status()).isEqualTo(404);
    assertThat(site.send("GET", known, "", old).status()).isEqualTo(404);
    assertThat(site.ask("POST", keys, because, crew.admin()).status()).isEqualTo(409);
    String oldId = new io.tongqiao.door.Key(old).hash().substring(0, 12);
    assertThat(site.ask("POST", keys + "/" + oldId + "/revoke", because, crew.admin()).status())
        .isEqualTo(200);
    assertThat(site.send("GET", known, "", old).status()).isEqualTo(401);
    assertThat(site.send("GET", known, "", fresh).status()).isEqualTo(404);
  }

  @Test
  void session_idle_endsAlthoughThePageAsksByItself() throws Exception {
    crew.settled("sun.wu", Role.VIEWER);
    Visitor visitor = new Visitor(site.url());
    visitor.signIn("sun.wu", Crew.PASSWORD);
    HttpResponse<String> page = visitor.get("/console/overview");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    HttpResponse<String> fetched = page;
    for (int i = 0; i < 8 && fetched.statusCode() == 200; i++) {
      Thread.sleep(1000);
      fetched = visitor.get("/console/overview/map", "X-By-Itself", "1", "HX-Request", "true");
    }
    assertThat(fetched.statusCode()).isEqualTo(401);
    assertThat(fetched.headers().firstValue("HX-Redirect")).hasValue("/console/sign-in?ended");
    assertThat(visitor.get("/console/overview").statusCode()).isEqualTo(302);
  }

  @Test
  void form_withoutItsToken_isRefused() {
    Visitor visitor = new Visitor(site.url());
    String refused = site.url() + "/console/sign-in?ended";
    assertThat(visitor.post("/console/sign-in", "name=admin&password=" + Crew.PASSWORD).headers())
        .satisfies(to -> assertThat(to.firstValue("Location")).hasValue(refused));
    assertThat(visitor.get("/console/overview").statusCode()).isEqualTo(302);
    visitor.signIn("admin", Crew.PASSWORD);
    assertThat(visitor.post("/console/users", "name=x&displayName=x&roles=VIEWER").headers())
        .satisfies(to -> assertThat(to.firstValue("Location")).hasValue(refused));
    assertThat(
            site.ask("GET", "/ops/v1/users", "", crew.admin())
                .json()
                .path("users")
                .findValuesAsText("name"))
        .doesNotContain("x");
    assertThat(visitor.get("/console/audit").statusCode()).isEqualTo(403);
    assertThat(visitor.get("/console/users").statusCode()).isEqualTo(200);
  }
}
