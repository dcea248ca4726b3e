package io.tongqiao.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.journal.AuditEntry;
import io.tongqiao.relay.Conversations;
import io.tongqiao.relay.GateStatus;
import io.tongqiao.relay.Gates;
import io.tongqiao.watch.AlertJournal.Notice;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts alerts, by the operation of a system whose folder says that it sends texts. Not through its
 * gate, which waits for the journal and the disk, as it is then that a text must go; a system that
 * an operator has paused is left alone. Notices of one rule go together in one text, which bears
 * the same number when it is sent again, so that the platform sends it once.
 */
final class SmsChannel implements AlertChannel {

  private static final Logger LOG = LoggerFactory.getLogger(SmsChannel.class);
  private static final int ID_LENGTH = 32;

  private final AlertProperties.Sms settings;
  private final Catalogue catalogue;
  private final Gates gates;
  private final Conversations conversations;
  private final Clock clock;

  SmsChannel(
      AlertProperties.Sms settings,
      Catalogue catalogue,
      Gates gates,
      Conversations conversations,
      Clock clock) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.gates = gates;
    this.conversations = conversations;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "sms";
  }

  @Override
  public Duration window() {
    return settings.window();
  }

  @Override
  public void tell(List<Notice> notices) throws IOException, InterruptedException {
    Dialect platform = platform();
    String content = AlertText.text(notices);
    String numbers =
        notices.stream().map(n -> Long.toString(n.id())).collect(Collectors.joining(","));
    int refused = 0;
    for (Map.Entry<String, String> one : settings.to().entrySet()) {
      ObjectNode text =
          JsonNodeFactory.instance
              .objectNode()
              .put("id", id(numbers + " " + one.getKey() + " " + one.getValue()))
              .put("mobile", one.getValue())
              .put("content", content)
              .put("time", time());
      Verdict verdict = send(platform, text);
      if (verdict.outcome() == Verdict.Outcome.REJECTED) {
        refused++;
        LOG.error(
            "{} does not take the text of an alert to {}: {}; compare its number in tongqiao.alerts.sms.to",
            platform.descriptor().id(),
            one.getKey(),
            verdict.code());
      }
    }
    if (refused == settings.to().size()) {
      throw new IOException(platform.descriptor().id() + " takes none of the texts");
    }
  }

  private static String id(String of) {
    return AuditEntry.sm3("sms " + of).substring(0, ID_LENGTH);
  }

  private String time() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).atOffset(Span.CHINA).toString();
  }

  /** The system that the site has named, or the first that sends texts; looked for each time. */
  private Dialect platform() throws IOException {
    return catalogue.working().stream()
        .filter(dialect -> settings.system().map(dialect.descriptor().id()::equals).orElse(true))
        .filter(dialect -> dialect.texts().operation().isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "no system here sends texts: see tongqiao.alerts.sms.system, and <operation>.text.jslt in connectors/README.md"));
  }

  /** One call; what is neither taken nor refused is told again. */
  private Verdict send(Dialect platform, ObjectNode text) throws IOException {
    String id = platform.descriptor().id();
    if (isPaused(id)) {
      throw new IOException(id + " is paused");
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), Span.CHINA);
    Verdict verdict;
    try {
      Dialect.Draft draft =
          platform.texts().draft(platform.texts().operation().orElseThrow(), text, today);
      verdict = conversations.with(platform).call(draft).verdict();
    } catch (TranslationException e) {
      throw new IOException("the mapping of texts of " + id + " refuses " + e.finding().field(), e);
    }
    if (!verdict.answers()) {
      throw new IOException(id + " does not take texts now: " + verdict.code());
    }
    return verdict;
  }

  private boolean isPaused(String system) {
    return Optional.ofNullable(gates.statuses().get(system))
        .filter(status -> status.state() == GateStatus.State.PAUSED)
        .isPresent();
  }
}
