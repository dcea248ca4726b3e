package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.console.people.Role;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every question and act once more with a PostgreSQL journal. */
class PostgresIT {

  @TempDir private Path directory;

  @Test
  void operatorsDoor_onPostgres_worksAsOnH2() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      Map<String, Object> database =
          Map.of(
              "TONGQIAO_DB_URL",
              server.getJdbcUrl("postgres", "postgres"),
              "TONGQIAO_DB_USER",
              "postgres");
      try (Site site = new Site(directory, database).start()) {
        repair(site);
        replay(site);
        bulk(site);
        pulls(site);
        people(site);
      }
    }
  }

  private static StoredDelivery parked(Site site) {
    site.ministries().misbehave(Site.PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    return site.until(caseNo, Site.PROVINCE, 0, State.PARKED);
  }

  private static void repair(Site site) {
    String because = "\"reason\": \"已与对方电话核对\"";
    StoredDelivery corrected = parked(site);
    assertThat(site.get("/ops/v1/lanes?system=" + Site.PROVINCE).json().path("total").asInt())
        .isEqualTo(1);
    assertThat(site.get("/ops/v1/lanes/causes").json().path("causes")).hasSize(1);
    assertThat(site.get("/ops/v1/systems").status()).isEqualTo(200);
    String path = "/ops/v1/deliveries/" + corrected.id();
    JsonNode message = site.texts(corrected.id()).path("message");
    String correction = "{" + because + ", \"message\": " + message + "}";
    assertThat(site.post(path + "/correct", correction).status()).isEqualTo(200);
    site.until(corrected.caseNo(), Site.PROVINCE, 0, State.DELIVERED);
    assertThat(site.shown(corrected).path("versions")).hasSize(1);
    String skip = "/ops/v1/deliveries/" + parked(site).id() + "/skip";
    assertThat(site.post(skip, "{" + because + "}").status()).isEqualTo(200);
    String giveBack = "/ops/v1/deliveries/" + parked(site).id() + "/return";
    assertThat(site.post(giveBack, "{" + because + "}").status()).isEqualTo(200);
    String system = "/ops/v1/systems/" + Site.PROVINCE;
    assertThat(site.post(system + "/pause", "{" + because + "}").status()).isEqualTo(200);
    assertThat(site.post(system + "/resume", "").status()).isEqualTo(200);
  }

  private static void replay(Site site) {
    String filter =
        "{\"system\": \""
            + Site.PROVINCE
            + "\", \"states\": [\"DELIVERED\", \"SKIPPED\", \"RETURNED\"], \"from\": \"2026-01-01T00:00:00+08:00\"";
    assertThat(site.post("/ops/v1/replays/preview", filter + "}").json().path("total").asInt())
        .isEqualTo(3);
    String id =
        site.post("/ops/v1/replays", filter + ", \"reason\": \"补发\"}").json().path("id").asText();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> site.get("/ops/v1/replays/" + id).json().at("/state").asText().equals("DONE"));
    assertThat(site.get("/ops/v1/replays/" + id).json().path("done").asInt()).isEqualTo(3);
    assertThat(site.post("/ops/v1/replays/" + id + "/cancel", "").status()).isEqualTo(409);
    assertThat(site.get("/ops/v1/replays").json().path("replays")).hasSize(1);
  }

  private static void bulk(Site site) {
    StoredDelivery parked = parked(site);
    String like = "{\"like\": " + parked.id() + ", \"act\": \"SKIP\"";
    assertThat(site.post("/ops/v1/replays/preview", like + "}").json().path("total").asInt())
        .isEqualTo(1);
    site.post("/ops/v1/replays", like + ", \"reason\": \"对方已手工录入\"}");
    site.until(parked.caseNo(), Site.PROVINCE, 0, State.SKIPPED);
    assertThat(site.get("/ops/v1/lanes?cause=no-such&age=60&caseNo=1").json().path("total").asInt())
        .isZero();
  }

  private static void pulls(Site site) {
    String caseNo = site.bureau(site.newCase(), "health-01-apply");
    String pull = site.pull(caseNo, "p-1", "91610924MAQQ00024B", "M02").path("pull").asText();
    String filter =
        "{\"holderCode\": \"91610924MAQQ00024B\", \"caseNo\": \""
            + caseNo
            + "\", \"orgCode\": \"11610924MBQQ0001X2\", \"orgName\": \"紫阳县行政审批服务局\", \"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2999-01-01T00:00:00Z\"}";
    JsonNode found = site.post("/ops/v1/pulls/search", filter).json();
    assertThat(found.path("total").asInt()).isEqualTo(1);
    assertThat(site.get("/ops/v1/pulls/" + pull).json()).isEqualTo(found.path("pulls").path(0));
  }

  private static void people(Site site) {
    Crew crew = new Crew(site);
    crew.settled("li.yi", Role.VIEWER);
    assertThat(site.basic("GET", "/ops/v1/me", "", "li.yi", "falsch").status()).isEqualTo(401);
    String auditor = crew.of(Role.AUDITOR);
    JsonNode refused =
        site.ask("GET", "/ops/v1/audit?act=sign-in.refused&object=li.yi", "", auditor).json();
    assertThat(refused.path("entries")).hasSize(1);
    JsonNode verdict = site.ask("GET", "/ops/v1/audit/check", "", auditor).json();
    assertThat(verdict.path("whole").asBoolean()).as(verdict.toString()).isTrue();
    assertThat(verdict.path("entries").asInt()).isGreaterThan(20);
    String because = "{\"reason\": \"定期更换\"}";
    String keys = "/ops/v1/systems/" + Site.POWER + "/keys";
    assertThat(site.ask("POST", keys, because, crew.admin()).status()).isEqualTo(201);
    Visitor visitor = new Visitor(site.url());
    visitor.signIn("li.yi", Crew.PASSWORD);
    assertThat(visitor.get("/console/overview").body()).contains(Site.POWER);
  }
}
