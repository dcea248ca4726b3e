package io.tongqiao.relay;

import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Secrets;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** One running conversation a system, which keeps its token or signing secret from call to call. */
@Component
public class Conversations {

  private final Map<String, Conversation> running = new ConcurrentHashMap<>();
  private final ProducerTemplate camel;
  private final Secrets secrets;
  private final Clock clock;

  Conversations(ProducerTemplate camel, Secrets secrets, Clock clock) {
    this.camel = camel;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * The conversation with a system, begun when it is first needed.
   *
   * @throws IOException when a secret is missing
   */
  Conversation with(Dialect dialect) throws IOException {
    String id = dialect.descriptor().id();
    Conversation known = running.get(id);
    if (known != null) {
      return known;
    }
    var begun = Conversation.with(dialect, new CamelWire(camel, id), secrets, clock);
    Conversation other = running.putIfAbsent(id, begun);
    return other == null ? begun : other;
  }
}
