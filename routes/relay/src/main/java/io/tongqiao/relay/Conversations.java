package io.tongqiao.relay;

import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.version.Follower;
import io.tongqiao.watch.Watch;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/**
 * One running conversation with each version of a system, which keeps its token or signing secret
 * from call to call. It begins anew when the site has changed a secret, which is looked at every
 * few seconds.
 */
@Component
public class Conversations implements Follower {

  private static final Duration LOOK = Duration.ofSeconds(5);

  private record Running(
      Conversation conversation, List<Optional<String>> secrets, Instant looked) {}

  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final ProducerTemplate camel;
  private final CallRoutes calls;
  private final Secrets secrets;
  private final Watch watch;
  private final Clock clock;

  Conversations(
      ProducerTemplate camel, CallRoutes calls, Secrets secrets, Watch watch, Clock clock) {
    this.camel = camel;
    this.calls = calls;
    this.secrets = secrets;
    this.watch = watch;
    this.clock = clock;
  }

  /**
   * The conversation with a system, begun when it is first needed.
   *
   * @throws IOException when a secret is missing
   */
  public Conversation with(Dialect dialect) throws IOException {
    Running known = running.get(dialect.digest());
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.looked.plus(LOOK))) {
      return known.conversation;
    }
    return look(dialect, now).conversation;
  }

  /**
   * The same, with the secrets as they are this moment.
   *
   * @throws IOException when a secret is missing
   */
  Conversation renewed(Dialect dialect) throws IOException {
    return look(dialect, clock.instant()).conversation;
  }

  private synchronized Running look(Dialect dialect, Instant now) throws IOException {
    List<Optional<String>> values = dialect.descriptor().secrets().map(secrets::find).toList();
    Running known = running.get(dialect.digest());
    Conversation conversation =
        known != null && known.secrets.equals(values)
            ? known.conversation
            : Conversation.with(
                dialect, new CamelWire(camel, calls, dialect, watch), secrets, clock);
    var looked = new Running(conversation, values, now);
    running.put(dialect.digest(), looked);
    return looked;
  }

  @Override
  public void leave(Dialect before) {
    running.remove(before.digest());
  }
}
