package io.tongqiao.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.relay.Caller.Answer;

/** A refusal as problem details that name a field and its fix. */
final class Refused {

  private Refused() {}

  static void by(Answer answer, int status, String kind, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.path("type").asText()).isEqualTo("urn:tongqiao:problem:" + kind);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(problem.path("errors"))
        .as(answer.text())
        .anySatisfy(
            error -> {
              assertThat(error.path("field").asText()).isEqualTo(field);
              assertThat(error.path("message").asText()).isNotBlank();
              assertThat(error.path("fix").asText()).isNotBlank();
            });
  }
}
