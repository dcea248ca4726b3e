package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One message, by Tongqiao's id, and what became of it; without its data. */
@RestController
@RequestMapping(path = "/ops/v1/messages", produces = "application/json")
class MessagesController {

  private final MessageViews views;

  MessagesController(MessageViews views) {
    this.views = views;
  }

  @GetMapping("/{id}")
  JsonNode show(@PathVariable String id) {
    return views
        .message(id)
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.of(Kind.NOT_FOUND, "没有编号为这个的报文。编号是回执中的 messageId，32 位；已了结很久的报文会清除")));
  }
}
