package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.BufferedWriter;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of 100,000 entries, left by an earlier run. */
class LongLedgerIT {

  private static final int ENTRIES = 100_000;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;
  private Simulator simulator;

  @BeforeEach
  void start() throws Exception {
    Path ledger = directory.resolve("ledger.jsonl");
    try (BufferedWriter lines = Files.newBufferedWriter(ledger)) {
      for (int i = 1; i <= ENTRIES; i++) {
        lines.write(entry(i).toJson() + "\n");
      }
    }
    var settings = SimulatorSettings.of(Caller.SYSTEMS).withOnly(Set.of("city-power"));
    simulator = Simulator.start(settings.withLedger(ledger));
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
  }

  private static LedgerEntry entry(int number) {
    String caseNo = "%020d".formatted(number / 5);
    String messageId = Caller.messageId(number);
    var call =
        new Call(
            "city-power",
            "apply",
            Map.of(),
            NullNode.instance,
            NullNode.instance,
            "d",
            caseNo,
            messageId,
            "",
            "");
    return LedgerEntry.received(call)
        .answered("apply", "200")
        .worked("YD" + number)
        .numbered(number, Instant.parse("2026-03-16T01:00:00Z"), false);
  }

  private HttpResponse<InputStream> get(String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(simulator.url() + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  void ledger_longerThanOneAnswerShouldBe_isStreamedWhole() throws Exception {
    HttpResponse<InputStream> response = get("/ledger");
    assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    int seen = 0;
    try (JsonParser parser = JSON.createParser(response.body())) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        JsonNode entry = parser.readValueAsTree();
        seen++;
        assertThat(entry.path("seq").asInt()).isEqualTo(seen);
      }
    }
    assertThat(seen).isEqualTo(ENTRIES);
  }

  @Test
  void ledger_oneCaseOfMany_isSelected() throws Exception {
    try (InputStream body = get("/ledger?caseNo=%020d".formatted(17)).body()) {
      assertThat(JSON.readTree(body)).hasSize(5);
    }
    try (InputStream body = get("/ledger/count").body()) {
      assertThat(JSON.readTree(body).path("done").asInt()).isEqualTo(ENTRIES);
    }
  }
}
