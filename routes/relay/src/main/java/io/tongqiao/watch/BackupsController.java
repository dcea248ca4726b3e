package io.tongqiao.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.door.Problems;
import io.tongqiao.schema.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Copies of the journal, for the backup program beside the server. */
@RestController
class BackupsController {

  private static final Logger LOG = LoggerFactory.getLogger(BackupsController.class);

  private final JournalCopies copies;
  private final Problems problems;

  BackupsController(JournalCopies copies, Problems problems) {
    this.copies = copies;
    this.problems = problems;
  }

  /** {@code {kind: h2, file}}, or {@code {kind: other}} where the database has its own tools. */
  @PostMapping("/ops/v1/backups")
  void take(HttpServletResponse response) throws IOException {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("kind", "other");
    try {
      copies.take().ifPresent(file -> answer.put("kind", "h2").put("file", file.toString()));
    } catch (IOException e) {
      LOG.warn("no copy of the journal was made: {}", e.getClass().getSimpleName());
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      problems.write(response, Problem.of(Problem.Kind.UNAVAILABLE, "没有做成备份：" + why));
      return;
    }
    response.setContentType("application/json");
    response.getOutputStream().write(answer.toString().getBytes(StandardCharsets.UTF_8));
  }
}
