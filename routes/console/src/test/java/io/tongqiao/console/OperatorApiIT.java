package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may speak at the operators' door, and what it says of what it cannot do. */
class OperatorApiIT {

  @TempDir private static Path directory;
  private static Site site;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  @Test
  void contract_andHandlers_haveTheSameOperations() {
    var handled = new TreeSet<String>();
    site.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (method.getBeanType().getPackageName().equals("io.tongqiao.console")) {
                String path = mapping.getPatternValues().iterator().next();
                mapping
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(m -> handled.add(m + " " + path.replaceAll("\\{\\w+}", "{}")));
              }
            });
    assertThat(handled).isEqualTo(new Contract().operations());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not-a-key", Site.BUREAU, Site.POWER})
  void operatorsDoor_withoutTheOperatorsKey_saysNothing(String holder) {
    String key = holder.contains("-") && !holder.equals("not-a-key") ? site.key(holder) : holder;
    assertThat(site.ask("GET", "/ops/v1/systems", "", key).status()).isEqualTo(401);
    assertThat(site.send("GET", "/ops/v1/no-such-thing", "", key).status()).isEqualTo(401);
    assertThat(site.send("GET", "/ops", "", key).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/cases/1", "/in/bureau-platform/cases", "/soap/exchange"})
  void systemsDoors_withTheOperatorsKey_sayNothing(String path) {
    assertThat(site.send("GET", path, "", site.key("operator")).status()).isEqualTo(401);
  }

  @Test
  void operatorsKey_afterARestart_isTheSame() {
    String key = site.key("operator");
    site.stop();
    site.start();
    assertThat(site.ask("GET", "/ops/v1/systems", "", key).status()).isEqualTo(200);
  }

  @Test
  void alerts_andACopyOfTheJournal_areAsTheContractSays() {
    OperatorAnswer alerts = site.get("/ops/v1/alerts");
    assertThat(alerts.status()).isEqualTo(200);
    assertThat(alerts.json().path("alerts").isArray()).isTrue();
    OperatorAnswer copy = site.post("/ops/v1/backups", "{}");
    assertThat(copy.status()).isEqualTo(200);
    assertThat(copy.json().path("kind").asText()).isIn("h2", "other");
  }

  @Test
  void address_thatIsNone_isAProblem() {
    OperatorAnswer answer = site.send("GET", "/ops/v1/no-such-thing", "", site.key("operator"));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "/ops/v1/lanes?limit=0, 422",
    "/ops/v1/lanes?limit=many, 422",
    "/ops/v1/lanes?offset=-1, 422",
    "/ops/v1/lanes?state=LOST, 422",
    "/ops/v1/lanes?system=no-such, 422",
    "/ops/v1/lanes/causes?state=DELIVERED, 422",
    "/ops/v1/deliveries/0, 404",
    "/ops/v1/deliveries/0/texts, 404",
    "/ops/v1/deliveries/first, 422",
    "/ops/v1/replays/0, 404"
  })
  void question_thatCannotBeAnswered_isAProblem(String path, int status) {
    OperatorAnswer answer = site.get(path);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ops/v1/systems/no-such/pause | {\"reason\": \"x\"} | 422",
        "/ops/v1/systems/city-power/pause | {\"reason\": \" \"} | 422",
        "/ops/v1/systems/city-power/pause | {\"reason\": 1} | 422",
        "/ops/v1/systems/city-power/pause | {\"reason\": \"x\", \"until\": \"\"} | 422",
        "/ops/v1/systems/city-power/pause | [] | 400",
        "/ops/v1/systems/city-power/pause | {\"reason\" | 400",
        "/ops/v1/systems/city-power/pause | {\"reason\": \"x\", \"reason\": \"y\"} | 400",
        "/ops/v1/deliveries/0/resend | {} | 404",
        "/ops/v1/deliveries/0/skip | {\"reason\": \"x\"} | 404",
        "/ops/v1/deliveries/0/correct | {\"reason\": \"x\"} | 422",
        "/ops/v1/deliveries/0/correct | {\"reason\": \"x\", \"message\": {}} | 404",
        "/ops/v1/replays | {\"system\": \"city-power\", \"states\": [\"READY\"], \"reason\": \"x\"} | 422",
        "/ops/v1/replays | {\"system\": \"city-power\", \"states\": [\"PARKED\"]} | 422",
        "/ops/v1/replays | {\"system\": \"city-power\", \"states\": [\"PARKED\"], \"reason\": \"x\"} | 404",
        "/ops/v1/replays | {\"system\": \"city-power\", \"states\": [\"PARKED\"], \"reason\": \"x\", \"perSecond\": 0} | 422",
        "/ops/v1/replays/preview | {\"system\": \"city-power\", \"states\": []} | 422",
        "/ops/v1/replays/preview | {\"system\": \"no-such\", \"states\": [\"PARKED\"]} | 422",
        "/ops/v1/replays/preview | {\"system\": \"city-power\", \"states\": [\"PARKED\"], \"from\": \"2026\"} | 422",
        "/ops/v1/replays/0/cancel | {} | 404"
      })
  void act_thatCannotBeDone_isAProblem(String path, String body, int status) {
    OperatorAnswer answer = site.post(path, body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).isNotEmpty();
  }
}
