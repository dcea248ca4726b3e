package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A code table must lead each value to one value; where two become one, the loss is declared. */
final class CodeTableRules {

  private final LocatedYaml yaml;
  private final List<Fault> faults;

  CodeTableRules(LocatedYaml yaml, List<Fault> faults) {
    this.yaml = yaml;
    this.faults = faults;
  }

  void check() {
    for (int v = 0; v < yaml.tree().size(); v++) {
      from("/" + v + "/from", yaml.tree().get(v).path("from").asText());
      String version = "/" + v + "/tables/";
      yaml.tree()
          .get(v)
          .path("tables")
          .properties()
          .forEach(
              table ->
                  table(version + table.getKey() + "/entries/", table.getValue().path("entries")));
    }
  }

  private void from(String at, String date) {
    try {
      LocalDate.parse(date);
    } catch (DateTimeParseException e) {
      fault(at, date + " 不是存在的日期", "写成 yyyy-MM-dd");
    }
  }

  private void table(String at, JsonNode entries) {
    Map<String, String> outward = new HashMap<>();
    Map<String, String> inward = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      String canonical = entries.get(i).path("canonical").asText();
      String local = entries.get(i).path("local").asText();
      String lossy = entries.get(i).path("lossy").asText();
      if (!lossy.equals("in") && outward.putIfAbsent(canonical, local) != null) {
        fault(at + i, "标准值 " + canonical + " 对应多个本地值", "只留一条双向的，其余标 lossy: in");
      }
      if (!lossy.equals("out") && inward.putIfAbsent(local, canonical) != null) {
        fault(at + i, "本地值 " + local + " 对应多个标准值", "只留一条双向的，其余标 lossy: out（会在投递记录中注明）");
      }
    }
  }

  private void fault(String pointer, String message, String fix) {
    faults.add(new Fault("codes.yaml", yaml.line(pointer), message, fix));
  }
}
