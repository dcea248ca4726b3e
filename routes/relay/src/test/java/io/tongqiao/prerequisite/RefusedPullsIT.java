package io.tongqiao.prerequisite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.Caller;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A request that is not in order is refused, names field and fix, and nobody is asked. */
@RelayTest
class RefusedPullsIT {

  @Autowired private Relay relay;
  private Window window;

  @BeforeEach
  void window() {
    window = new Window(relay);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void request_notInOrder_namesFieldAndFix(
      String name, Consumer<ObjectNode> change, int status, String kind, String field) {
    String caseNo = window.newCase();
    ObjectNode request = Window.request(caseNo, Window.HYGIENE, "M02");
    change.accept(request);

    Caller.Answer answer = window.ask(caseNo, request, 5);

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("type").asText()).isEqualTo("urn:tongqiao:problem:" + kind);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/fix").asText()).isNotBlank();
    assertThat(relay.received("prov-dzzz", caseNo)).isEmpty();
    assertThat(
            relay
                .get(Relay.BUREAU, "/api/v1/cases/" + caseNo + "/prerequisites")
                .json()
                .path("pulls"))
        .isEmpty();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("no purpose", r -> r.remove("purpose"), "invalid", "/purpose"),
        fault("no department", r -> purpose(r).remove("orgName"), "invalid", "/purpose/orgName"),
        fault("no person", r -> purpose(r).remove("username"), "invalid", "/purpose/username"),
        fault("no item name", r -> purpose(r).remove("itemName"), "invalid", "/purpose/itemName"),
        fault("no item code", r -> purpose(r).remove("itemCode"), "invalid", "/purpose/itemCode"),
        fault(
            "no case number",
            r -> purpose(r).remove("businessCode"),
            "invalid",
            "/purpose/businessCode"),
        fault(
            "another case",
            r -> purpose(r).put("businessCode", "610924999999999999"),
            "invalid",
            "/purpose/businessCode"),
        fault(
            "another item",
            r -> purpose(r).put("itemCode", Window.HOTEL),
            "invalid",
            "/purpose/itemCode"),
        fault(
            "unknown item",
            r -> purpose(r).put("itemCode", "11610924MBQQ0001X24610123009000"),
            "unknown-item",
            "/purpose/itemCode"),
        fault(
            "unknown material",
            r -> Window.only(r).put("code", "M99"),
            "unknown-material",
            "/materials/0/code"),
        fault(
            "material nobody holds",
            r -> Window.only(r).put("code", "M01"),
            "invalid",
            "/materials/0/code"),
        fault(
            "document that does not meet it",
            r -> Window.only(r).put("document", "id-card"),
            "invalid",
            "/materials/0/document"),
        fault(
            "holder with a wrong check digit",
            r -> Window.only(r).set("holder", Window.holder("某公司", "91610924MAQQ000240")),
            "invalid",
            "/materials/0/holder/idNumber"),
        fault(
            "department with a wrong check digit",
            r -> purpose(r).put("orgCode", "11610924MBQQ0001X3"),
            "invalid",
            "/purpose/orgCode"),
        fault("unknown field", r -> r.put("reason", "想看看"), "invalid", "/reason"));
  }

  private static Arguments fault(
      String name, Consumer<ObjectNode> change, String kind, String field) {
    return Arguments.of(name, change, 422, kind, field);
  }

  private static ObjectNode purpose(ObjectNode request) {
    return request.withObject("/purpose");
  }

  @Test
  void body_notAnObject_isMalformed() {
    String caseNo = window.newCase();

    assertThat(window.ask(caseNo, "[]", 5).status()).isEqualTo(400);
    assertThat(window.ask(caseNo, "{", 5).status()).isEqualTo(400);
  }

  @Test
  void unknownCase_isNotFound() {
    String caseNo = relay.newCase();

    Caller.Answer answer = window.ask(caseNo, Window.request(caseNo, Window.HYGIENE, "M02"), 5);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("detail").asText()).contains(caseNo);
  }

  @Test
  void stranger_toTheCase_isToldNothing() {
    String caseNo = window.newCase();
    String path = "/api/v1/cases/" + caseNo + "/prerequisites";

    Caller.Answer answer =
        relay
            .http()
            .post(
                path,
                relay.ground().key("city-power"),
                "application/json",
                Window.request(caseNo, Window.HYGIENE, "M02")
                    .toString()
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(relay.http().post(path, "", "application/json", new byte[0]).status())
        .isEqualTo(401);
  }
}
