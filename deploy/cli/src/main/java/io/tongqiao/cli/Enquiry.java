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

/**
 * Begins a case as the platform does, and asks for all documents that its item needs: the applicant
 * brings nothing that some system holds.
 */
final class Enquiry {

  private static final int WAIT_SECONDS = 5;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final String REGION = "610924";

  private final WebClient web;
  private final Cast cast;
  private final Clock clock;
  private final JsonMapper json = new JsonMapper();

  Enquiry(WebClient web, Cast cast, Clock clock) {
    this.web = web;
    this.cast = cast;
    this.clock = clock;
  }

  /**
   * Asks, and waits for what comes late. A platform is told that by message; here it is looked up
   * again and again, since the platform is only played.
   *
   * @param late how long to wait for it
   * @throws IOException when the relay cannot be reached or refuses what it is asked
   */
  Documents ask(String platform, Duration late) throws IOException, InterruptedException {
    ObjectNode request = resource("demo-prerequisites.json");
    Items.Item item = Items.load().find(request.at("/purpose/itemCode").asText()).orElseThrow();
    if (item.materials().stream().noneMatch(cast::holds)) {
      return Documents.none(item, cast);
    }
    String caseNo = begin(platform);
    request.put("id", caseNo + "-1").withObject("/purpose").put("businessCode", caseNo);
    JsonNode answer = web.ask(caseNo, request, WAIT_SECONDS);
    long end = clock.millis() + late.toMillis();
    while (!answer.path("complete").asBoolean() && clock.millis() < end) {
      MILLISECONDS.sleep(PAUSE.toMillis());
      answer = web.pull(caseNo, answer.path("pull").asText());
    }
    return new Documents(item, cast, answer);
  }

  private String begin(String platform) throws IOException, InterruptedException {
    String now = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").format(LocalDateTime.now(clock));
    String caseNo = REGION + now + "0000";
    String time =
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.ofHours(8))
            .truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    ObjectNode apply = resource("demo-apply.json");
    apply.put("id", caseNo + "-01").put("source", platform).put("subject", caseNo);
    apply.put("time", time);
    apply.withObject("/data/case").put("caseNo", caseNo).put("applyTime", time);
    web.tell(apply);
    return caseNo;
  }

  private ObjectNode resource(String name) throws IOException {
    try (InputStream in = Enquiry.class.getResourceAsStream(name)) {
      return (ObjectNode) json.readTree(in);
    }
  }
}
