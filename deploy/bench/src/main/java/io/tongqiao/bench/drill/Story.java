package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** One case that the platform is to hand over, event by event. */
record Story(String caseNo, List<Event> events) {

  /**
   * One message of the platform.
   *
   * @param envelope what is sent, at each repetition the same
   */
  record Event(Message message, ObjectNode envelope) {}

  /** As many cases as asked for, of the lives in turn, with case numbers of a day. */
  static List<Story> tell(Repertoire repertoire, int cases, LocalDate day) {
    List<List<ObjectNode>> lives = repertoire.lives();
    var stories = new ArrayList<Story>();
    for (int i = 0; i < cases; i++) {
      List<ObjectNode> life = lives.get(i % lives.size());
      String region = life.get(0).path("subject").asText().substring(0, 6);
      String date = DateTimeFormatter.BASIC_ISO_DATE.format(day);
      stories.add(of(repertoire, life, region + date + "%06d".formatted(i + 1)));
    }
    return stories;
  }

  private static Story of(Repertoire repertoire, List<ObjectNode> life, String caseNo) {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    var events = new ArrayList<Event>();
    for (ObjectNode sample : life) {
      ObjectNode envelope = repertoire.about(sample, caseNo);
      // left out, since the SOAP form has no place for them: one message is the same at every door
      envelope.remove(List.of("datacontenttype", "dataschema"));
      envelope.put("id", caseNo + "-%02d".formatted(events.size() + 1));
      Message message = Message.of(envelope, head, events.size());
      head.setAll(message.complete().caseNode());
      head.remove("systemCaseNo");
      events.add(new Event(message, envelope));
    }
    return new Story(caseNo, events);
  }
}
