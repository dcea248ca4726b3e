package io.tongqiao.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/cases/{caseNo}} and {@code GET /api/v1/messages/{id}}. */
@RestController
class QueryController {

  private final CaseQueries queries;
  private final Problems problems;

  QueryController(CaseQueries queries, Problems problems) {
    this.queries = queries;
    this.problems = problems;
  }

  @GetMapping("/api/v1/cases/{caseNo}")
  void theCase(Principal asker, @PathVariable String caseNo, HttpServletResponse response)
      throws IOException {
    write(response, queries.theCase(asker.getName(), caseNo), "没有办件 " + caseNo + "，或贵系统与它无关");
  }

  @GetMapping("/api/v1/messages/{id}")
  void message(Principal asker, @PathVariable String id, HttpServletResponse response)
      throws IOException {
    write(response, queries.message(asker.getName(), id), "没有报文 " + id + "，或贵系统与它无关");
  }

  private void write(HttpServletResponse response, Optional<ObjectNode> found, String missing)
      throws IOException {
    if (found.isEmpty()) {
      problems.write(response, Problem.of(Problem.Kind.NOT_FOUND, missing));
      return;
    }
    response.setContentType("application/json");
    response
        .getOutputStream()
        .write(found.get().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
