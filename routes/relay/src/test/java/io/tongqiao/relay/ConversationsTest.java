package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.watch.Unwatched;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ConversationsTest {

  private Instant now = Instant.parse("2026-03-16T01:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

  @Test
  void with_secretChanged_beginsAnewAfterTheNextLook() throws Exception {
    Map<String, String> site = new ConcurrentHashMap<>();
    site.put("city-power.username", "tongqiao");
    site.put("city-power.password", "first");
    Dialect dialect = Dialect.compile(Folder.read(Ground.SYSTEMS.resolve("city-power")));
    try (var camel = new DefaultCamelContext()) {
      camel.start();
      var conversations =
          new Conversations(
              camel.createProducerTemplate(),
              new CallRoutes(camel, null, null), // nothing is called
              name -> Optional.ofNullable(site.get(name)),
              Unwatched.watch(clock),
              clock);
      var first = conversations.with(dialect);
      now = now.plus(Duration.ofSeconds(10));
      assertThat(conversations.with(dialect)).isSameAs(first);
      site.put("city-power.password", "second");
      assertThat(conversations.with(dialect)).isSameAs(first);
      now = now.plus(Duration.ofSeconds(10));
      assertThat(conversations.with(dialect)).isNotSameAs(first);
    }
  }
}
