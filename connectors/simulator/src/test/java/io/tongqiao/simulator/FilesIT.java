package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a played system: whole, in part, cut, refused. */
class FilesIT {

  private static final String SYSTEM = "test-library";
  private static final Path LICENCE = Caller.HOLDERS.resolve("test-library/files/licence.pdf");

  private Simulator simulator;

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(SimulatorSettings.of(Caller.HOLDERS).withOnly(Set.of(SYSTEM)));
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
  }

  private HttpResponse<byte[]> get(String name, String... headers) throws IOException {
    var url = URI.create(simulator.url() + "/" + SYSTEM + "/files/" + name);
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpWire.exchange(request.build());
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private LedgerEntry last() {
    return simulator.ledger().get(simulator.ledger().size() - 1);
  }

  @Test
  void get_kept_isTheFileWithLengthTypeAndTag() throws Exception {
    HttpResponse<byte[]> response = get("licence.pdf");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(Files.readAllBytes(LICENCE));
    assertThat(header(response, "Content-Length")).isEqualTo("" + Files.size(LICENCE));
    assertThat(header(response, "Content-Type")).isEqualTo("application/pdf");
    assertThat(header(response, "ETag")).matches("\"[0-9a-f]{32}\"");
    assertThat(last().operation()).isEqualTo("files");
    assertThat(last().answer()).isEqualTo("files/licence.pdf");
    assertThat(last().done()).isFalse();
  }

  @Test
  void get_made_isOfThatSizeAndAlwaysTheSame() throws Exception {
    HttpResponse<byte[]> response = get("200003.bin");
    assertThat(response.body()).hasSize(200_003).isEqualTo(get("200003.bin").body());
    assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
    byte[] part = get("200003.bin", "Range", "bytes=65533-131075").body();
    assertThat(part).isEqualTo(Arrays.copyOfRange(response.body(), 65_533, 131_076));
  }

  @Test
  void get_hundredMebibytes_isStreamed() throws Exception {
    var url = URI.create(simulator.url() + "/" + SYSTEM + "/files/104857600.bin");
    try (var body = url.toURL().openStream()) {
      assertThat(body.transferTo(java.io.OutputStream.nullOutputStream())).isEqualTo(104_857_600);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, 0, 10",
    "bytes=990-, 990, 10",
    "bytes=990-5000, 990, 10",
    "bytes=-3, 997, 3",
    "bytes=-5000, 0, 1000"
  })
  void get_range_isThatPart(String range, int from, int length) throws Exception {
    byte[] whole = get("1000.bin").body();
    HttpResponse<byte[]> part = get("1000.bin", "Range", range);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, from, from + length));
    assertThat(header(part, "Content-Range"))
        .isEqualTo("bytes " + from + "-" + (from + length - 1) + "/1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=1000-", "bytes=5000-6000", "bytes=-0"})
  void get_rangeBehindTheEnd_is416(String range) throws Exception {
    HttpResponse<byte[]> response = get("1000.bin", "Range", range);
    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes */1000");
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=9-3", "bytes=0-1,5-6", "bytes=-", "rows=1-2"})
  void get_noSingleRange_isTheWhole(String range) throws Exception {
    assertThat(get("1000.bin", "Range", range).statusCode()).isEqualTo(200);
  }

  @Test
  void get_ifRange_onlyTheSameVersionIsGoneOnWith() throws Exception {
    String tag = header(get("1000.bin"), "ETag");
    assertThat(get("1000.bin", "Range", "bytes=500-", "If-Range", tag).body()).hasSize(500);
    assertThat(get("1000.bin", "Range", "bytes=500-", "If-Range", "\"x\"").body()).hasSize(1000);
    assertThat(header(get("1001.bin"), "ETag")).isNotEqualTo(tag);
  }

  @Test
  void get_unknownFile_is404() throws Exception {
    assertThat(get("nothing.pdf").statusCode()).isEqualTo(404);
    assertThat(get("..%2Fsystem.yaml").statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(get("").statusCode()).isEqualTo(404);
  }

  @Test
  void head_file_hasLengthAndNoBody() throws Exception {
    var url = URI.create(simulator.url() + "/" + SYSTEM + "/files/1000.bin");
    var head = HttpRequest.newBuilder(url).method("HEAD", HttpRequest.BodyPublishers.noBody());
    HttpResponse<byte[]> response = HttpWire.exchange(head.build());
    assertThat(header(response, "Content-Length")).isEqualTo("1000");
    assertThat(response.body()).isEmpty();
    assertThat(HttpWire.post(url.toString(), "text/plain", new byte[1]).statusCode())
        .isEqualTo(405);
  }

  @Test
  void cut_download_hasHalfAndGoesOnFromThere() throws Exception {
    simulator.misbehave(SYSTEM, Misbehaviour.of(Misbehaviour.Kind.CUT).times(2));
    var url = URI.create(simulator.url() + "/" + SYSTEM + "/files/1000000.bin");
    try (var body = url.toURL().openStream()) {
      assertThat(body.readAllBytes()).hasSize(500_000);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("EOF");
    }
    assertThat(last().answer()).isEqualTo("misbehaviour:cut");
    assertThat(last().disposition()).isEqualTo("closed");
    assertThatThrownBy(() -> get("1000000.bin", "Range", "bytes=500000-"))
        .isInstanceOf(IOException.class);
    assertThat(get("1000000.bin", "Range", "bytes=750000-").body()).hasSize(250_000);
  }

  @Test
  void expired_address_is403AndNoOtherCallIs() throws Exception {
    simulator.misbehave(SYSTEM, Misbehaviour.of(Misbehaviour.Kind.EXPIRED));
    Caller caller = Caller.ofHolder(simulator, SYSTEM);
    var draft =
        caller
            .dialect()
            .holdings()
            .question(
                "query",
                caller.sample("query").object("pull"),
                java.time.LocalDate.of(2026, 3, 16));
    assertThat(caller.call(draft).verdict().code()).isEqualTo("0");
    assertThat(get("licence.pdf").statusCode()).isEqualTo(403);
    assertThat(get("licence.pdf").statusCode()).isEqualTo(200);
  }

  @Test
  void delay_ofFiles_isLateAndOthersAreNot() throws Exception {
    var late = Misbehaviour.of(Misbehaviour.Kind.DELAY).delay(Duration.ofMillis(300));
    simulator.misbehave(SYSTEM, late);
    long start = System.nanoTime();
    assertThat(get("licence.pdf").statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(300));
    simulator.behave(SYSTEM);
    simulator.misbehave(SYSTEM, late.operation(Misbehaviour.FILES));
    start = System.nanoTime();
    assertThat(get("licence.pdf").statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void status_ofFiles_isThatStatus() throws Exception {
    var busy = Misbehaviour.of(Misbehaviour.Kind.STATUS).operation(Misbehaviour.FILES);
    simulator.misbehave(SYSTEM, busy.status(502));
    assertThat(get("licence.pdf").statusCode()).isEqualTo(502);
    var drop = Misbehaviour.of(Misbehaviour.Kind.DROP).operation(Misbehaviour.FILES);
    simulator.misbehave(SYSTEM, drop.times(20)); // the client repeats a GET by itself
    assertThatThrownBy(() -> get("licence.pdf")).isInstanceOf(IOException.class);
  }
}
