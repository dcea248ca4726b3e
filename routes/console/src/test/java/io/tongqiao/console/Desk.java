package io.tongqiao.console;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** The desk at which systems are entered by hand: cases that come for them, and a clerk's acts. */
final class Desk {

  static final String DOCTORS = "nhc-dzh";
  static final String FIREWORKS = "mem-fireworks";

  private static final Path SYSTEMS = Path.of("../../connectors/systems");

  private final Site site;
  private final Map<String, String> clerks = new ConcurrentHashMap<>();
  private Crew crew;

  Desk(Site site) {
    this.site = site;
  }

  /** Whoever makes the accounts of a site. */
  synchronized Crew crew() {
    if (crew == null) {
      crew = new Crew(site);
    }
    return crew;
  }

  /** The token of a clerk, who has an account of that name. */
  String clerk(String name) {
    return clerks.computeIfAbsent(name, n -> crew().token(n, Role.OPERATOR));
  }

  /** The bureau accepts a doctor's registration: the system is to have it. */
  String accepted() {
    return begun(DOCTORS, "register", "apply", "receive", "accept");
  }

  /** The bureau does these things to a case that looks like the one of a sample. */
  String begun(String system, String sample, String... events) {
    String caseNo = site.newCase();
    for (String event : events) {
      tell(system, sample, caseNo, event);
    }
    return caseNo;
  }

  /** The bureau tells one more event of a case. */
  void tell(String system, String sample, String caseNo, String event) {
    try {
      Path file = SYSTEMS.resolve(system).resolve("samples/" + sample + "/canonical.json");
      ObjectNode message = (ObjectNode) new JsonMapper().readTree(Files.readString(file));
      String own = message.path("subject").asText();
      message = (ObjectNode) OperatorAnswer.read(message.toString().replace(own, caseNo));
      message.put("id", caseNo + "-" + event).put("type", "io.tongqiao.case." + event);
      if (Set.of("apply", "receive", "accept", "step").contains(event)) {
        ((ObjectNode) message.path("data")).remove("result");
      }
      if (event.equals("step")) {
        ((ObjectNode) message.path("data")).set("step", step());
      }
      OperatorAnswer answer =
          site.send("POST", "/api/v1/messages", message.toString(), site.key(Site.BUREAU));
      if (answer.status() != 202) {
        throw new AssertionError(event + ": " + answer.text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode step() throws IOException {
    Path file =
        Path.of(
            "../../schemas/src/main/resources/io/tongqiao/schema/examples/messages/transfer-up/04-step.json");
    return new JsonMapper().readTree(Files.readString(file)).at("/data/step");
  }

  /** The task of a case that is to be entered, as soon as there is one. */
  JsonNode task(String caseNo) {
    return task(caseNo, "OPEN,TAKEN");
  }

  JsonNode task(String caseNo, String states) {
    await("a task of " + caseNo + " that is " + states)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(30))
        .until(() -> tasks(caseNo, states) == 1);
    return StreamSupport.stream(list(states).spliterator(), false)
        .filter(task -> task.path("caseNo").asText().equals(caseNo))
        .findFirst()
        .orElseThrow();
  }

  long tasks(String caseNo, String states) {
    return StreamSupport.stream(list(states).spliterator(), false)
        .filter(task -> task.path("caseNo").asText().equals(caseNo))
        .count();
  }

  private JsonNode list(String states) {
    return site.get("/ops/v1/tasks?limit=500&state=" + states).json().path("tasks");
  }

  /** A receipt number that no other case has. */
  static String number(String caseNo) {
    return String.format("YS20261008%05d", Long.parseLong(caseNo.substring(caseNo.length() - 6)));
  }

  OperatorAnswer act(String clerk, long id, String act, String body) {
    return site.ask("POST", "/ops/v1/tasks/" + id + "/" + act, body, clerk(clerk));
  }

  OperatorAnswer take(long id, String clerk) {
    return act(clerk, id, "take", "");
  }

  /** A task as a clerk sees it. */
  JsonNode seen(long id, String clerk) {
    return site.ask("GET", "/ops/v1/tasks/" + id, "", clerk(clerk)).json();
  }

  /** What a clerk says who has copied everything right. */
  ObjectNode entered(long id, String clerk, String number) {
    JsonNode task = seen(id, clerk);
    ObjectNode said =
        new JsonMapper()
            .createObjectNode()
            .put("version", task.path("version").asInt())
            .put("receiptNo", number)
            .put("receiptNoAgain", number);
    ObjectNode confirms = said.putObject("confirms");
    for (JsonNode field : task.path("fields")) {
      if (field.path("confirm").asBoolean()) {
        confirms.set(field.path("name").asText(), field.path("value"));
      }
    }
    return said;
  }

  /** A clerk takes a task and enters it. */
  OperatorAnswer enter(long id, String number) {
    take(id, "k07");
    return act("k07", id, "done", entered(id, "k07", number).toString());
  }

  /** A text that a clerk has typed wrongly. */
  static ObjectNode typed(ObjectNode said, Map<String, String> confirms) {
    confirms.forEach(said.withObject("/confirms")::put);
    return said;
  }
}
