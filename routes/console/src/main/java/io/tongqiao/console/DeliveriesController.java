package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.relay.Instruction;
import io.tongqiao.relay.Repair;
import io.tongqiao.schema.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One delivery: its cause, its texts, and what can be done to it. */
@RestController
@RequestMapping(path = "/ops/v1/deliveries/{id}", produces = "application/json")
class DeliveriesController {

  private final DeliveryViews views;
  private final Repair repair;

  DeliveriesController(DeliveryViews views, Repair repair) {
    this.views = views;
    this.repair = repair;
  }

  @GetMapping
  JsonNode show(@PathVariable long id) {
    return found(id, views.delivery(id));
  }

  /** Payloads with all that is personal masked; still another address, and each look is audited. */
  @GetMapping("/texts")
  JsonNode texts(@PathVariable long id) {
    within(id);
    return found(id, views.texts(id, Operator.current().name()));
  }

  /** The same, unmasked, for whoever says why. */
  @PostMapping("/texts")
  JsonNode unmasked(@PathVariable long id, @RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("reason"));
    Instruction by = asked.because();
    asked.check();
    within(id);
    return found(id, views.unmasked(id, by));
  }

  /** A delivery to a system out of the scope of whoever asks is as if there were none. */
  private void within(long id) {
    found(id, views.delivery(id));
  }

  @PostMapping("/resend")
  JsonNode resend(@PathVariable long id, @RequestBody Optional<byte[]> body) {
    return act(id, body, Asked::perhapsBecause, by -> repair.resend(id, by));
  }

  @PostMapping("/skip")
  JsonNode skip(@PathVariable long id, @RequestBody Optional<byte[]> body) {
    return act(id, body, Asked::because, by -> repair.skip(id, by));
  }

  @PostMapping("/return")
  JsonNode giveBack(@PathVariable long id, @RequestBody Optional<byte[]> body) {
    return act(id, body, Asked::because, by -> repair.giveBack(id, by));
  }

  @PostMapping("/correct")
  JsonNode correct(@PathVariable long id, @RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("reason", "message"));
    Instruction by = asked.because();
    ObjectNode message = asked.object("message");
    asked.check();
    within(id);
    RefusedException.when(repair.correct(id, message, by));
    return show(id);
  }

  private JsonNode act(
      long id,
      Optional<byte[]> body,
      Function<Asked, Instruction> why,
      Function<Instruction, Optional<Problem>> act) {
    Asked asked = Asked.of(body, Set.of("reason"));
    Instruction by = why.apply(asked);
    asked.check();
    within(id);
    RefusedException.when(act.apply(by));
    return show(id);
  }

  private static JsonNode found(long id, Optional<ObjectNode> found) {
    return found.orElseThrow(() -> new RefusedException(Repair.unknown(id)));
  }
}
