package io.tongqiao.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.bench.load.FileHolder.Cut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FileHolderTest {

  private static final MadeFile FILE = new MadeFile(300_001);

  private final HttpClient http = HttpClient.newHttpClient();
  private FileHolder holder;

  @BeforeEach
  void start() throws IOException {
    holder = new FileHolder(FILE, FILE.sha256());
  }

  @AfterEach
  void stop() {
    holder.close();
  }

  private static byte[] bytes(long from, long to) throws IOException {
    var out = new ByteArrayOutputStream();
    FILE.write(from, to, out);
    return out.toByteArray();
  }

  private HttpResponse<byte[]> fetch(String range) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(holder.address().resolve("/file"));
    if (!range.isEmpty()) {
      request.header("Range", range);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Test
  void madeFile_inTwoParts_isTheSameAsWhole() throws IOException, NoSuchAlgorithmException {
    byte[] whole = bytes(0, FILE.size());

    assertThat(bytes(70_000, FILE.size())).isEqualTo(Arrays.copyOfRange(whole, 70_000, 300_001));
    assertThat(FILE.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(whole)));
  }

  @Test
  void fetch_cutOnce_breaksOffInTheMiddleAndGoesOnFromThere()
      throws IOException, InterruptedException {
    holder.become(Cut.ONCE);

    assertThatThrownBy(() -> fetch("")).isInstanceOf(IOException.class);
    HttpResponse<byte[]> rest = fetch("bytes=150000-");

    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.headers().firstValue("Content-Range")).contains("bytes 150000-300000/300001");
    assertThat(rest.body()).isEqualTo(bytes(150_000, FILE.size()));
    assertThat(holder.fetches()).isEqualTo(2);
    assertThat(holder.given()).isEqualTo(FILE.size());
  }

  @Test
  void fetch_cutAlways_neverGetsBeyondTheMiddle() {
    holder.become(Cut.ALWAYS);

    assertThatThrownBy(() -> fetch("")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> fetch("bytes=150000-")).isInstanceOf(IOException.class);
    assertThat(holder.given()).isEqualTo(150_000);
  }

  @Test
  void query_isAnsweredWithTheFilesDigest() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(holder.address().resolve("/query"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    JsonNode answer = new JsonMapper().readTree(http.send(request, BodyHandlers.ofString()).body());

    assertThat(answer.at("/file/sha256").asText()).isEqualTo(FILE.sha256());
    assertThat(answer.at("/file/size").asLong()).isEqualTo(FILE.size());
  }
}
