package io.tongqiao.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.Items;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Begins cases as the platform does, and asks for the documents that their items need: the
 * applicant brings nothing that some system holds. Which cases, and whose documents, is told in
 * {@code demo-prerequisites.json}: by themselves they are of the applicant.
 */
final class Enquiry {

  private static final int WAIT_SECONDS = 5;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final String REGION = "610924";

  /**
   * One case whose documents are asked for.
   *
   * @param materials which, and whose; empty for all of the item
   */
  record Story(Items.Item item, List<JsonNode> materials) {

    private boolean isAbout(Cast cast) {
      return item.materials().stream()
          .filter(m -> materials.isEmpty() || materials.stream().anyMatch(w -> names(w, m)))
          .anyMatch(cast::holds);
    }

    private static boolean names(JsonNode wanted, Items.Material material) {
      return wanted.path("code").asText().equals(material.code());
    }
  }

  private final WebClient web;
  private final Cast cast;
  private final Clock clock;
  private final JsonMapper json = new JsonMapper();
  private int cases;

  Enquiry(WebClient web, Cast cast, Clock clock) {
    this.web = web;
    this.cast = cast;
    this.clock = clock;
  }

  /** Those of which some folder holds a document. */
  List<Story> stories() throws IOException {
    Items items = Items.load();
    return stream(resource("demo-prerequisites.json").path("cases"))
        .map(
            told ->
                new Story(
                    items.find(told.path("item").asText()).orElseThrow(),
                    stream(told.path("materials")).toList()))
        .filter(story -> story.isAbout(cast))
        .toList();
  }

  /**
   * Asks, and waits for what comes late. A platform is told that by message; here it is looked up
   * again and again, since the platform is only played.
   *
   * @param late how long to wait for it
   * @throws IOException when the relay cannot be reached or refuses what it is asked
   */
  Documents ask(String platform, Story story, Duration late)
      throws IOException, InterruptedException {
    String caseNo = begin(platform, story.item());
    JsonNode answer = web.ask(caseNo, request(story, caseNo), WAIT_SECONDS);
    long end = clock.millis() + late.toMillis();
    while (!answer.path("complete").asBoolean() && clock.millis() < end) {
      MILLISECONDS.sleep(PAUSE.toMillis());
      answer = web.pull(caseNo, answer.path("pull").asText());
    }
    return new Documents(story.item(), cast, answer);
  }

  /** Holders are asked even where they were asked before. */
  private ObjectNode request(Story story, String caseNo) throws IOException {
    ObjectNode request = json.createObjectNode().put("id", caseNo + "-1").put("recheck", true);
    request
        .<ObjectNode>set("purpose", resource("demo-prerequisites.json").path("purpose"))
        .withObject("/purpose")
        .put("itemName", story.item().name())
        .put("itemCode", story.item().implCode())
        .put("businessCode", caseNo);
    if (!story.materials().isEmpty()) {
      request.putArray("materials").addAll(new ArrayList<>(story.materials()));
    }
    return request;
  }

  private String begin(String platform, Items.Item item) throws IOException, InterruptedException {
    String now = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").format(LocalDateTime.now(clock));
    String caseNo = REGION + now + "%04d".formatted(cases++);
    String time =
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.ofHours(8))
            .truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    ObjectNode apply = resource("demo-apply.json");
    apply.put("id", caseNo + "-01").put("source", platform).put("subject", caseNo);
    apply.put("time", time);
    String applicant = apply.at("/data/case/party/name").asText();
    apply
        .withObject("/data/case")
        .put("caseNo", caseNo)
        .put("applyTime", time)
        .put("dealType", item.dealType())
        .put("projectName", "关于" + applicant + "的" + item.name() + "申请");
    apply
        .withObject("/data/case/item")
        .put("implCode", item.implCode())
        .put("basicCode", item.basicCode())
        .put("name", item.name())
        .put("itemType", item.itemType())
        .put("level", item.level())
        .put("version", "1");
    web.tell(apply);
    return caseNo;
  }

  private ObjectNode resource(String name) throws IOException {
    try (InputStream in = Enquiry.class.getResourceAsStream(name)) {
      return (ObjectNode) json.readTree(in);
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
