package io.tongqiao.prerequisite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.Caller;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The window of the bureau, which begins cases and asks for their documents. */
final class Window {

  /** 公共场所卫生许可. */
  static final String HYGIENE = "11610924MBQQ0001X24610123001000";

  /** 旅馆业特种行业许可. */
  static final String HOTEL = "11610924MBQQ0001X24610109001000";

  /** 建筑工程施工许可证核发. */
  static final String BUILDING = "11610924MBQQ0001X24610117001000";

  /** 教师资格认定. */
  static final String TEACHER = "11610924MBQQ0001X24610105001000";

  static final String FOUND = "91610924MAQQ00024B";
  static final String ODD = "91610924MAQQ00016G";
  static final String ODDER = "91610924MAQQ000326";
  static final String PERSON = "610924190001010010";
  static final String NOBODY = "610924190001020024";
  static final String ODD_PERSON = "610921190001010038";

  private static final Map<String, String> NAMES =
      Map.of(
          HYGIENE, "公共场所卫生许可",
          HOTEL, "旅馆业特种行业许可",
          BUILDING, "建筑工程施工许可证核发",
          TEACHER, "教师资格认定");

  private final Relay relay;

  Window(Relay relay) {
    this.relay = relay;
  }

  /** A case of a firm that is known everywhere. */
  String newCase() {
    return newCase(theCase -> {});
  }

  /** A case of the hygiene permit, with changes to its data. */
  String newCase(Consumer<ObjectNode> change) {
    String caseNo = relay.newCase();
    ObjectNode apply = Messages.canonical("prerequisites/01-apply", caseNo);
    apply.put("id", caseNo + "-01");
    change.accept(apply.withObject("/data/case"));
    assertThat(relay.post(Relay.BUREAU, apply).status()).isEqualTo(202);
    return caseNo;
  }

  /** A case of an item, for a holder. */
  String newCase(String item, String name, String idNumber) {
    return newCase(
        theCase -> {
          theCase
              .withObject("/item")
              .put("implCode", item)
              .put("basicCode", item.substring(19))
              .put("name", NAMES.get(item));
          ObjectNode party = theCase.withObject("/party");
          boolean firm = idNumber.startsWith("9");
          party.put("name", name).put("idNumber", idNumber);
          party.put("idType", firm ? "001" : "111").put("partyType", firm ? "2" : "1");
          if (!firm) {
            party.remove("legalRep");
          }
        });
  }

  /** A request with the five elements, for all materials, that asks the holders in any case. */
  static ObjectNode request(String caseNo, String item) {
    ObjectNode request =
        new JsonMapper().createObjectNode().put("id", UUID.randomUUID().toString());
    request
        .putObject("purpose")
        .put("orgName", "紫阳县行政审批服务局")
        .put("orgCode", "11610924MBQQ0001X2")
        .put("username", "窗口经办人")
        .put("itemName", NAMES.get(item))
        .put("itemCode", item)
        .put("businessCode", caseNo);
    return request.put("recheck", true);
  }

  /** A request for one material. */
  static ObjectNode request(String caseNo, String item, String material) {
    ObjectNode request = request(caseNo, item);
    request.putArray("materials").addObject().put("code", material);
    return request;
  }

  /** The only material of a request. */
  static ObjectNode only(ObjectNode request) {
    return (ObjectNode) request.path("materials").path(0);
  }

  /** A person or a firm whose document is meant. */
  static ObjectNode holder(String name, String idNumber) {
    return new Holder(name, idNumber.startsWith("9") ? "001" : "111", idNumber).toJson();
  }

  /** Asks at the REST door. */
  Caller.Answer ask(String caseNo, ObjectNode request, int wait) {
    return ask(caseNo, request.toString(), wait);
  }

  Caller.Answer ask(String caseNo, String body, int wait) {
    return relay
        .http()
        .send(
            relay
                .http()
                .to("/api/v1/cases/" + caseNo + "/prerequisites")
                .header("Authorization", "Bearer " + relay.ground().key(Relay.BUREAU))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=" + wait)
                .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8))));
  }

  /** Asks for one material and gives what came of it. */
  JsonNode one(String caseNo, ObjectNode request) {
    Caller.Answer answer = ask(caseNo, request, 10);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("materials").path(0);
  }

  /** Waits until all of a pull is known. */
  JsonNode untilComplete(String caseNo, String pull) {
    String path = "/api/v1/cases/" + caseNo + "/prerequisites/" + pull;
    await("pull " + pull + " is complete")
        .atMost(Duration.ofSeconds(20))
        .until(() -> relay.get(Relay.BUREAU, path).json().path("complete").asBoolean());
    return relay.get(Relay.BUREAU, path).json();
  }

  /** The material of that code. */
  static JsonNode material(JsonNode prerequisites, String code) {
    for (JsonNode material : prerequisites.path("materials")) {
      if (material.path("code").asText().equals(code)) {
        return material;
      }
    }
    throw new AssertionError("no " + code + " in " + prerequisites);
  }

  static JsonNode read(byte[] json) {
    try {
      return new JsonMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
