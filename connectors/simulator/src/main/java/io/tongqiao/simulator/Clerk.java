package io.tongqiao.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Form;
import io.tongqiao.dialect.TranslationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clerk at one system that is entered by hand: takes its open tasks from the relay, enters each
 * into the played system, and tells what that showed. What the system does, its samples say.
 */
final class Clerk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);
  private static final long LOOK_MILLIS = 250;

  private final Part part;
  private final OperatorDesk desk;
  private final JsonMapper json = new JsonMapper();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private Clerk(Part part, OperatorDesk desk) {
    this.part = part;
    this.desk = desk;
    this.thread = new Thread(this::work, "clerk-" + part.descriptor().id());
    this.thread.setDaemon(true);
  }

  static Clerk begin(Part part, OperatorDesk desk) {
    var clerk = new Clerk(part, desk);
    clerk.thread.start();
    return clerk;
  }

  private void work() {
    try {
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A relay that is away, has issued no key or has no such door is looked at again. */
  private void look() {
    try {
      String system = part.descriptor().id();
      JsonNode found = desk.get("tasks?state=OPEN&limit=50&system=" + system).body();
      for (JsonNode task : found.path("tasks")) {
        if (closed.getCount() > 0) {
          enter("tasks/" + task.path("id").asLong());
        }
      }
    } catch (IOException e) {
      LOG.debug("{} has no clerk for now: {}", part.descriptor().id(), e.toString());
    } catch (RuntimeException e) {
      LOG.warn("the clerk of {} begins again", part.descriptor().id(), e);
    }
  }

  private void enter(String path) throws IOException {
    if (!desk.post(path + "/take", said()).done()) {
      return;
    }
    JsonNode task = desk.get(path).body();
    Answer answer = entered(task);
    ObjectNode said = said().put("version", task.path("version").asInt());
    if (answer.kind() == Answer.Kind.GARBAGE) {
      // what the clerk types back is not what stands there
      desk.post(path + "/done", number(said, "0").set("confirms", confirms(task, "?")));
    }
    boolean shown = answer.kind() == Answer.Kind.SAMPLE || answer.kind() == Answer.Kind.COMPLAINT;
    String receipt = text(answer.text(), "receiptNo");
    if (shown && answer.status() == 200 && !receipt.isEmpty()) {
      desk.post(path + "/done", number(said, receipt).set("confirms", confirms(task, "")));
      return;
    }
    if (shown && answer.status() / 100 == 4) {
      String words = text(answer.text(), "message");
      desk.post(path + "/refuse", said.put("reason", words.isEmpty() ? answer.text() : words));
      return;
    }
    desk.post(path + "/give-back", said());
  }

  /** What the system shows; the ledger has it. */
  private Answer entered(JsonNode task) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (JsonNode field : task.path("fields")) {
      if (!field.path("value").asText().isEmpty()) {
        tree.set(field.path("name").asText(), field.path("value"));
      }
    }
    byte[] body = tree.toString().getBytes(StandardCharsets.UTF_8);
    Map<String, String> about =
        Map.of(
            "caseNo", task.path("caseNo").asText(), "messageId", task.path("messageId").asText());
    try {
      var operation = List.of(task.path("operation").asText());
      return part.reception().receive(part.hearing().understand(operation, Map.of(), body, about));
    } catch (TranslationException e) {
      return part.reception().unread(Map.of(), body, Answer.unreadable(e));
    }
  }

  private static ObjectNode confirms(JsonNode task, String more) {
    ObjectNode confirms = JsonNodeFactory.instance.objectNode();
    for (JsonNode field : task.path("fields")) {
      if (field.path("confirm").asBoolean()) {
        confirms.put(field.path("name").asText(), field.path("value").asText() + more);
      }
    }
    return confirms;
  }

  private static ObjectNode number(ObjectNode said, String receipt) {
    return said.put("receiptNo", receipt).put("receiptNoAgain", receipt);
  }

  private static ObjectNode said() {
    return JsonNodeFactory.instance.objectNode();
  }

  private String text(String body, String field) {
    try {
      return json.readTree(body).path(field).asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /**
   * What a clerk types at a door of the relay for a system that cannot call it.
   *
   * @throws IOException when it is no flat object
   */
  static ObjectNode entry(Form form, byte[] typed) throws IOException {
    JsonNode entries = new JsonMapper().readTree(typed);
    ObjectNode entry = said();
    entry.set("entries", entries);
    ObjectNode again = entry.putObject("again");
    form.confirmed().stream()
        .filter(field -> entries.has(field.name()))
        .forEach(field -> again.set(field.name(), entries.get(field.name())));
    return entry;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
