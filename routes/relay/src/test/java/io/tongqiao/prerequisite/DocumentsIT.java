package io.tongqiao.prerequisite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The files of documents: with their purpose on them, or untouched; for those who asked only. */
@RelayTest
class DocumentsIT {

  private static final Path ORIGINAL =
      Path.of("../../connectors/systems/prov-dzzz/files/business-licence-2026000101.pdf");

  @Autowired private Relay relay;
  @Autowired private JdbcTemplate jdbc;
  private String caseNo;
  private JsonNode file;

  @BeforeEach
  void pull() {
    var window = new Window(relay);
    caseNo = window.newCase();
    file = window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M02")).at("/document/file");
  }

  private Answer get(String more) {
    return relay.get(Relay.BUREAU, file.path("href").asText() + more);
  }

  @Test
  void pdf_carriesItsPurpose() throws IOException {
    Answer answer = get("");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/pdf");
    try (var pdf = Loader.loadPDF(answer.body())) {
      assertThat(new PDFTextStripper().getText(pdf))
          .contains("此件由")
          .contains("提供，仅供办理政务服务事项时使用，有效期至");
    }
    byte[] original = Files.readAllBytes(ORIGINAL);
    assertThat(Arrays.copyOf(answer.body(), original.length))
        .as("the mark is appended to the original")
        .isEqualTo(original);
  }

  @Test
  void original_isUntouched() throws IOException {
    Answer answer = get("&original=true");

    assertThat(answer.body()).isEqualTo(Files.readAllBytes(ORIGINAL));
    assertThat(answer.headers().firstValue("ETag"))
        .contains("\"" + file.path("sha256").asText() + "\"");
    assertThat(answer.body()).hasSize(file.path("size").asInt());
  }

  @Test
  void original_isServedInParts() {
    Answer answer =
        relay
            .http()
            .send(
                relay
                    .http()
                    .to(file.path("href").asText() + "&original=true")
                    .header("Authorization", "Bearer " + relay.ground().key(Relay.BUREAU))
                    .header("Range", "bytes=5-9"));

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.body()).hasSize(5);
  }

  @Test
  void stranger_andOtherCase_findNothing() {
    String other = new Window(relay).newCase();
    String path = "/api/v1/documents/" + file.path("sha256").asText();

    assertThat(relay.get("city-power", file.path("href").asText()).status()).isEqualTo(404);
    assertThat(relay.get(Relay.BUREAU, path + "?case=" + other).status()).isEqualTo(404);
    assertThat(relay.get(Relay.BUREAU, path).status()).isEqualTo(404);
    assertThat(relay.get(Relay.BUREAU, "/api/v1/documents/..%2f..%2fkeys?case=" + caseNo).status())
        .isIn(400, 404);
  }

  @Test
  void reading_isAudited() {
    get("");

    assertThat(
            jdbc.queryForObject(
                "select count(*) from audit where act = 'document.read' and object = ? and actor = ? and detail like ?",
                Integer.class,
                file.path("sha256").asText(),
                Relay.BUREAU,
                "%" + caseNo + "%"))
        .isEqualTo(1);
  }
}
