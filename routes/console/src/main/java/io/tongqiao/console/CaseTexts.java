package io.tongqiao.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.relay.Instruction;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The texts of a case's deliveries, for its page; each look is audited. */
@Component
public class CaseTexts {

  private final DeliveryViews views;

  CaseTexts(DeliveryViews views) {
    this.views = views;
  }

  /**
   * The texts with all that is personal masked.
   *
   * @throws RefusedException when the case has no such delivery, or it may not be seen
   */
  public ObjectNode masked(String caseNo, long delivery) {
    check(caseNo, delivery);
    return views.texts(delivery, Operator.current().name()).orElseThrow();
  }

  /**
   * The texts as they are.
   *
   * @throws RefusedException the same; or when the reason is missing, or names a person
   */
  public ObjectNode unmasked(String caseNo, long delivery, String reason) {
    ObjectNode said = JsonNodeFactory.instance.objectNode().put("reason", reason);
    Asked asked =
        Asked.of(Optional.of(said.toString().getBytes(StandardCharsets.UTF_8)), Set.of("reason"));
    Instruction by = asked.because();
    asked.check();
    check(caseNo, delivery);
    return views.unmasked(delivery, by).orElseThrow();
  }

  private void check(String caseNo, long delivery) {
    boolean its =
        views
            .delivery(delivery)
            .filter(found -> found.path("caseNo").asText().equals(caseNo))
            .isPresent();
    if (!its) {
      throw new RefusedException(
          Problem.of(
              Kind.NOT_FOUND,
              "办件 " + caseNo + " 没有编号为 " + delivery + " 的投递，或不在您的系统范围内。请从办件的页面点“报文”"));
    }
  }
}
