package io.tongqiao.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Posts alerts as JSON: {@code notice} (its number: the same number twice is the same notice),
 * {@code alert}, {@code kind} (RAISED, STILL, OVER), {@code rule}, {@code subject}, {@code urgent},
 * {@code since}, {@code over}, {@code title}, {@code what}, {@code remedy}. Any 2xx says that it
 * has arrived.
 */
final class WebhookChannel implements AlertChannel {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final URI address;

  WebhookChannel(URI address) {
    this.address = address;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public void tell(List<AlertJournal.Notice> notices) throws IOException, InterruptedException {
    for (AlertJournal.Notice notice : notices) {
      tell(notice);
    }
  }

  private void tell(AlertJournal.Notice notice) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    json(notice).toString(), StandardCharsets.UTF_8))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("status " + status);
    }
  }

  static ObjectNode json(AlertJournal.Notice notice) {
    AlertJournal.Alert alert = notice.alert();
    Alarm alarm = alert.alarm();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("notice", notice.id())
            .put("alert", alert.id())
            .put("kind", notice.kind().name())
            .put("rule", alarm.rule().word())
            .put("subject", alarm.subject())
            .put("urgent", alarm.rule().urgent())
            .put("since", alarm.since().toString())
            .put("title", AlertText.subject(notice))
            .put("what", alarm.what())
            .put("remedy", alarm.remedy());
    alert.over().ifPresent(over -> json.put("over", over.toString()));
    return json;
  }
}
