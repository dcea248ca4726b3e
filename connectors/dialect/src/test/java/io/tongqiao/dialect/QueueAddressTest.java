package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.QueueAddress.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueAddressTest {

  @Test
  void address_ofEachKind_isRead() {
    assertThat(QueueAddress.of("/queues/DLYZ.BJ"))
        .contains(new QueueAddress(Kind.QUEUE, "DLYZ.BJ", ""));
    assertThat(QueueAddress.of("/topics/notice"))
        .contains(new QueueAddress(Kind.TOPIC, "notice", ""));
    assertThat(QueueAddress.of("/exchanges/x")).contains(new QueueAddress(Kind.EXCHANGE, "x", ""));
    assertThat(QueueAddress.of("/exchanges/x/a.b"))
        .contains(new QueueAddress(Kind.EXCHANGE, "x", "a.b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/queues",
        "/queues/",
        "/queues/a/b",
        "/topics/a/b",
        "/exchanges/a/b/c",
        "/exchange/a",
        "/queues/a?b=c",
        "/queues/a:b",
        "/queues/空"
      })
  void address_inAnotherNotation_isNone(String text) {
    assertThat(QueueAddress.of(text)).isEmpty();
  }
}
