package io.tongqiao.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.prerequisite.PullQueries;
import io.tongqiao.prerequisite.Pulls;
import io.tongqiao.schema.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/cases/{caseNo}/prerequisites} and what can be read of it. While a request
 * waits for holders, no thread does.
 */
@RestController
class PullController {

  private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,4})");

  private final Pulls pulls;
  private final PullQueries queries;
  private final Codec codec = new Codec();

  PullController(Pulls pulls, PullQueries queries) {
    this.pulls = pulls;
    this.queries = queries;
  }

  @PostMapping("/api/v1/cases/{caseNo}/prerequisites")
  CompletableFuture<ResponseEntity<byte[]>> ask(
      Principal asker, @PathVariable String caseNo, HttpServletRequest request) throws IOException {
    Pulls.Reception reception;
    try {
      byte[] body = request.getInputStream().readAllBytes();
      JsonNode tree = codec.decode(Format.of(Format.Kind.JSON), body);
      reception =
          tree instanceof ObjectNode wanted
              ? pulls.ask(asker.getName(), "rest", caseNo, wanted, wait(request))
              : new Pulls.Reception.Refused(Refusals.notAnObject());
    } catch (TranslationException e) {
      reception = new Pulls.Reception.Refused(Refusals.of(e));
    }
    return reception instanceof Pulls.Reception.Refused refused
        ? CompletableFuture.completedFuture(problem(refused.problem()))
        : ((Pulls.Reception.Taken) reception).answer().handle(PullController::answer);
  }

  /** RFC 7240, 4.3; what cannot be read is passed over, as it says. */
  private static Optional<Duration> wait(HttpServletRequest request) {
    String preferences = Optional.ofNullable(request.getHeader("Prefer")).orElse("");
    Matcher found = WAIT.matcher(preferences);
    return found.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(found.group(1))))
        : Optional.empty();
  }

  private static ResponseEntity<byte[]> answer(ObjectNode answer, Throwable fault) {
    if (fault != null) {
      return problem(Problem.of(Problem.Kind.UNAVAILABLE, "调取的结果暂时不能保存。请稍后原样重发，已查到的不会重复查询"));
    }
    return ResponseEntity.status(answer.path("complete").asBoolean() ? 200 : 202)
        .contentType(MediaType.APPLICATION_JSON)
        .body(bytes(answer));
  }

  @GetMapping("/api/v1/cases/{caseNo}/prerequisites")
  ResponseEntity<byte[]> ofCase(Principal asker, @PathVariable String caseNo) {
    return answer(queries.ofCase(asker.getName(), caseNo));
  }

  @GetMapping("/api/v1/cases/{caseNo}/prerequisites/{pull}")
  ResponseEntity<byte[]> pull(
      Principal asker, @PathVariable String caseNo, @PathVariable String pull) {
    return queries
        .pull(asker.getName(), caseNo, pull)
        .map(PullController::answer)
        .orElseGet(() -> problem(Problem.of(Problem.Kind.NOT_FOUND, "办件 " + caseNo + " 没有这次调取")));
  }

  private static ResponseEntity<byte[]> answer(ObjectNode answer) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(bytes(answer));
  }

  private static ResponseEntity<byte[]> problem(Problem problem) {
    ResponseEntity.BodyBuilder response =
        ResponseEntity.status(problem.kind().status())
            .contentType(MediaType.parseMediaType(Problems.MEDIA_TYPE));
    if (problem.kind() == Problem.Kind.UNAVAILABLE) {
      response.header("Retry-After", Problems.RETRY_AFTER);
    }
    return response.body(bytes(problem.toJson()));
  }

  private static byte[] bytes(JsonNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }
}
