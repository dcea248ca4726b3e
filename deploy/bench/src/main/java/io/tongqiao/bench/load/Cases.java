package io.tongqiao.bench.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CaseMessage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cases to send: the canonical example of a construction permit, with more materials until it has
 * the size asked for.
 */
final class Cases {

  private static final String EXAMPLES = "examples/messages/permit/";
  private static final List<String> EVENTS =
      List.of(
          "01-apply.json",
          "02-receive.json",
          "03-correction-start.json",
          "04-correction-end.json",
          "05-accept.json");
  private static final List<String> STORY =
      List.of(
          "01-apply.json",
          "02-receive.json",
          "03-correction-start.json",
          "04-correction-end.json",
          "03-correction-start.json",
          "04-correction-end.json",
          "03-correction-start.json",
          "04-correction-end.json",
          "03-correction-start.json",
          "04-correction-end.json",
          "05-accept.json");
  private static final List<String> MATERIALS =
      List.of(
          "建设工程规划许可证",
          "国有建设用地使用权出让合同",
          "施工图设计文件审查合格书",
          "施工中标通知书",
          "建设工程施工合同",
          "监理合同",
          "质量安全监督手续",
          "建设资金落实承诺书",
          "农民工工资保证金存储证明",
          "项目负责人安全生产考核合格证");

  private final JsonMapper json = new JsonMapper();

  /**
   * Cases of the permit item.
   *
   * @param bytes size of the first message, met to within one material
   * @param events how many events each case has, 1 to 5
   */
  Workload permit(int bytes, int events) throws IOException {
    var texts = new ArrayList<byte[]>();
    for (String name : EVENTS.subList(0, events)) {
      texts.add(json.writeValueAsBytes(example(name)));
    }
    texts.set(0, grown(bytes));
    return new Workload(texts);
  }

  /** Cases of an item that no sink takes: they are accepted, and go nowhere. */
  Workload unwanted(int bytes) throws IOException {
    var message = (ObjectNode) json.readTree(grown(bytes));
    ObjectNode item = (ObjectNode) message.at("/data/case/item");
    item.put("implCode", "11610924MBQQ0001X24610123001000").put("basicCode", "610123001000");
    item.put("name", "公共场所卫生许可");
    return new Workload(List.of(json.writeValueAsBytes(message)));
  }

  /** The application of a case for which documents will be asked. */
  byte[] application(PullCase pulled) throws IOException {
    ObjectNode message = example(EVENTS.get(0));
    message.put("id", pulled.caseNo() + "-01").put("source", PullSystems.ASKER);
    message.put("subject", pulled.caseNo());
    ObjectNode theCase = message.withObject("/data/case").put("caseNo", pulled.caseNo());
    PullItem item = pulled.item();
    theCase.withObject("/item").put("implCode", item.implCode());
    theCase.withObject("/item").put("basicCode", item.basicCode()).put("name", item.zh());
    theCase.withObject("/party").put("name", pulled.holder());
    theCase.withObject("/party").put("idNumber", pulled.holderCode());
    return json.writeValueAsBytes(message);
  }

  /**
   * The messages of a case that was corrected four times until it was accepted.
   *
   * @param events how many of them, 1 to 11
   */
  List<byte[]> story(String caseNo, int events) throws IOException {
    var texts = new ArrayList<byte[]>();
    for (String name : STORY.subList(0, events)) {
      ObjectNode message = example(name);
      message.put("id", caseNo + "-" + (texts.size() + 1)).put("subject", caseNo);
      message.withObject("/data/case").put("caseNo", caseNo);
      texts.add(json.writeValueAsBytes(message));
    }
    return texts;
  }

  private byte[] grown(int bytes) throws IOException {
    ObjectNode message = example(EVENTS.get(0));
    ArrayNode materials = (ArrayNode) message.at("/data/materials");
    ObjectNode pattern = (ObjectNode) materials.get(0);
    byte[] text = json.writeValueAsBytes(message);
    for (int i = 0; text.length + json.writeValueAsBytes(pattern).length / 2 < bytes; i++) {
      String name = MATERIALS.get(i % MATERIALS.size());
      ObjectNode material = pattern.deepCopy().put("name", name + "（第" + (i + 1) + "份）");
      material.withObject("/file").put("name", name + ".pdf").put("size", 182_000 + 977 * i);
      materials.add(material);
      text = json.writeValueAsBytes(message);
    }
    return text;
  }

  private ObjectNode example(String name) throws IOException {
    try (InputStream in = CaseMessage.class.getResourceAsStream(EXAMPLES + name)) {
      if (in == null) {
        throw new FileNotFoundException(EXAMPLES + name);
      }
      var message = (ObjectNode) json.readTree(in);
      message
          .put("id", Workload.SERIAL)
          .put("source", Systems.SOURCE)
          .put("subject", Workload.CASE);
      message.withObject("/data/case").put("caseNo", Workload.CASE);
      return message;
    }
  }
}
