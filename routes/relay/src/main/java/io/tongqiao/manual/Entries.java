package io.tongqiao.manual;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Form;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.Decision;
import io.tongqiao.relay.Intake;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What clerks read off a system and type in: a message from that system, through the folder's
 * mapping, as if it had called. What is typed twice must be the same; the same entry once more is
 * known by its content and gets the first receipt.
 */
@Component
public class Entries {

  private final Catalogue catalogue;
  private final Intake intake;
  private final Journal journal;
  private final Clock clock;

  Entries(Catalogue catalogue, Intake intake, Journal journal, Clock clock) {
    this.catalogue = catalogue;
    this.intake = intake;
    this.journal = journal;
    this.clock = clock;
  }

  /** The form of a door; empty where there is no such system or door for clerks. */
  public Optional<Form> form(String system, String door) {
    return catalogue
        .find(system)
        .flatMap(dialect -> Optional.ofNullable(dialect.descriptor().doors().get(door)))
        .filter(found -> found.transport() == Descriptor.DoorTransport.MANUAL)
        .flatMap(Descriptor.Door::form);
  }

  /**
   * Takes an entry in. Who typed it is written before it is accepted.
   *
   * @param clerk account of who types
   * @param typed texts by field
   * @param again the fields that are typed twice, a second time
   */
  public Decision enter(
      String system,
      String door,
      String clerk,
      Map<String, String> typed,
      Map<String, String> again) {
    Optional<Form> form = form(system, door);
    if (form.isEmpty()) {
      return refused(Kind.NOT_FOUND, system + " 没有名为 " + door + " 的人工录入入口", List.of());
    }
    List<Finding> findings = findings(form.get(), typed, again);
    if (!findings.isEmpty()) {
      return refused(Kind.INVALID, "录入没有通过核对，没有记下", findings);
    }
    Dialect dialect = catalogue.find(system).orElseThrow();
    byte[] body = tree(form.get(), typed).toString().getBytes(StandardCharsets.UTF_8);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    ObjectNode envelope;
    try {
      envelope = dialect.canonical(door, body, Map.of(), Map.of(), today);
    } catch (TranslationException e) {
      return refused(Kind.INVALID, "录入的内容不能成为办件消息", List.of(e.finding()));
    }
    String object = "entry " + envelope.path("id").asText() + " at " + system + ":" + door;
    journal.audit(clerk, "task.enter", object, "");
    return intake.accept(system, system + ":" + door, envelope);
  }

  private static List<Finding> findings(
      Form form, Map<String, String> typed, Map<String, String> again) {
    var findings = new ArrayList<Finding>();
    unknown(form, "/entries/", typed, findings);
    unknown(form, "/again/", again, findings);
    var check = new DoubleEntry();
    for (Form.Field field : form.confirmed()) {
      String name = field.name();
      check.same(
          "/again/" + name,
          "第二次输入的“" + field.label() + "”",
          typed.getOrDefault(name, ""),
          again.getOrDefault(name, ""));
    }
    findings.addAll(check.findings());
    return findings;
  }

  private static void unknown(
      Form form, String at, Map<String, String> texts, List<Finding> findings) {
    texts.keySet().stream()
        .filter(name -> form.field(name).isEmpty())
        .forEach(name -> findings.add(new Finding(at + name, "表单里没有这一项", "先查看表单，照它的字段填写")));
  }

  /** In the order of the form and without blanks around, so that the same entry is the same. */
  private static ObjectNode tree(Form form, Map<String, String> typed) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (Form.Field field : form.fields()) {
      String text = DoubleEntry.trimmed(typed.getOrDefault(field.name(), ""));
      if (!text.isEmpty()) {
        tree.put(field.name(), text);
      }
    }
    return tree;
  }

  private static Decision refused(Kind kind, String told, List<Finding> findings) {
    return new Decision.Refused(Problem.of(kind, told, findings));
  }
}
