package io.tongqiao.prerequisite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Files that break off on their way, and addresses that are good for a while only. */
@RelayTest
class DownloadsIT {

  @Autowired private Relay relay;
  private Window window;

  @BeforeEach
  void window() {
    window = new Window(relay);
  }

  @AfterEach
  void behave() throws IOException {
    relay.ministries().behave("prov-dzzz");
    relay.ministries().behave("nat-dzzz");
    Path parts = relay.ground().directory().resolve("data/documents/parts");
    try (Stream<Path> left = Files.list(parts)) {
      assertThat(left).as("nothing is left behind").isEmpty();
    }
  }

  private JsonNode licence() {
    String caseNo = window.newCase();
    return window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M02"));
  }

  @Test
  void download_cutInTheMiddle_goesOn() {
    String whole = licence().at("/document/file/sha256").asText();
    relay.ministries().misbehave("prov-dzzz", Misbehaviour.of(Kind.CUT).times(2));

    JsonNode result = licence();

    assertThat(result.path("outcome").asText()).as(result.toPrettyString()).isEqualTo("FOUND");
    assertThat(result.at("/document/source/system").asText()).isEqualTo("prov-dzzz");
    assertThat(result.at("/document/file/sha256").asText()).isEqualTo(whole);
  }

  @Test
  void download_cutEachTime_isUnavailable() {
    relay.ministries().misbehave("prov-dzzz", Misbehaviour.of(Kind.CUT).times(20));

    JsonNode result = licence();

    assertThat(result.at("/tried/0/outcome").asText())
        .as(result.toPrettyString())
        .isEqualTo("UNAVAILABLE");
    assertThat(result.at("/tried/0/reason").asText()).contains("下载中断");
  }

  @Test
  void address_expired_isAskedForAgain() {
    relay.ministries().misbehave("prov-dzzz", Misbehaviour.of(Kind.EXPIRED));

    JsonNode result = licence();

    assertThat(result.at("/document/source/system").asText())
        .as(result.toPrettyString())
        .isEqualTo("prov-dzzz");
  }

  @Test
  void address_expiredAgain_isUnavailable() {
    relay.ministries().misbehave("prov-dzzz", Misbehaviour.of(Kind.EXPIRED).times(5));

    JsonNode result = licence();

    assertThat(result.at("/tried/0/outcome").asText())
        .as(result.toPrettyString())
        .isEqualTo("UNAVAILABLE");
    assertThat(result.at("/tried/0/reason").asText()).contains("失效");
  }
}
