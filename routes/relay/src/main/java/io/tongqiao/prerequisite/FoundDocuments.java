package io.tongqiao.prerequisite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** What was found for a case, over all its pulls. */
@Component
public class FoundDocuments {

  private final PullJournal pulls;
  private final JsonMapper json;

  FoundDocuments(PullJournal pulls, JsonMapper json) {
    this.pulls = pulls;
    this.json = json;
  }

  /** The materials for which there is a document, each of {@code prerequisites.schema.json}. */
  public List<JsonNode> ofCase(String caseNo) {
    return pulls.latest(caseNo).values().stream()
        .filter(material -> material.outcome() == Outcome.FOUND)
        .map(material -> read(material.result()))
        .toList();
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
