package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HttpStreamTest {

  private static HttpStream of(String text) {
    return new HttpStream(new ByteArrayInputStream(text.getBytes(US_ASCII)));
  }

  @Test
  void next_twoAnswersOnOneConnection_readsBoth() throws IOException {
    HttpStream stream =
        of(
            "HTTP/1.1 202 \r\nContent-Length: 3\r\n\r\nabc"
                + "HTTP/1.1 503 Busy\r\nconnection: close\r\nContent-Length: 0\r\n\r\n");

    assertThat(stream.next()).isTrue();
    assertThat(stream.status()).isEqualTo(202);
    assertThat(stream.last()).isFalse();
    assertThat(stream.body()).asString(US_ASCII).isEqualTo("abc");
    assertThat(stream.next()).isTrue();
    assertThat(stream.status()).isEqualTo(503);
    assertThat(stream.last()).isTrue();
    assertThat(stream.body()).isEmpty();
    assertThat(stream.next()).isFalse();
  }

  @Test
  void body_inChunks_isJoined() throws IOException {
    HttpStream stream =
        of("HTTP/1.1 202 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

    assertThat(stream.next()).isTrue();
    assertThat(stream.body()).asString(US_ASCII).isEqualTo("abcde");
    assertThat(stream.next()).isFalse();
  }

  @Test
  void body_cutShort_fails() throws IOException {
    HttpStream stream = of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");

    assertThat(stream.next()).isTrue();
    assertThatThrownBy(stream::body).isInstanceOf(EOFException.class);
  }
}
