package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Provision.Trust;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.relay.Consequence;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.DocumentTypes;
import io.tongqiao.schema.DocumentTypes.DocumentType;
import io.tongqiao.schema.Problem;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Our own approvals: what a case was granted is known from the message that said so, and need not
 * be shown again (免提交).
 */
@Component
class OwnApprovals implements Consequence {

  private static final String REVOKED = "03";
  private static final String OTHER = "99";

  private final DocumentJournal documents;
  private final DocumentTypes types;
  private final Clock clock;

  OwnApprovals(DocumentJournal documents, DocumentTypes types, Clock clock) {
    this.documents = documents;
    this.types = types;
    this.clock = clock;
  }

  @Override
  public Optional<Problem> follow(CaseMessage message, ObjectNode completed, CaseFile file) {
    switch (message.event()) {
      case APPROVED, APPROVED_TOLERANCE ->
          approval(message, completed.path("data")).ifPresent(documents::keep);
      case REVOKED -> documents.strikeApprovals(message.caseNo(), REVOKED);
      case WITHDRAWN_AFTER -> documents.strikeApprovals(message.caseNo(), OTHER);
      default -> {
        // nothing was granted or taken back
      }
    }
    return Optional.empty();
  }

  private Optional<PulledDocument> approval(CaseMessage message, JsonNode data) {
    JsonNode party = data.path("case").path("party");
    JsonNode result = data.path("result");
    String number = result.path("certNo").asText(result.path("decisionDocNo").asText(""));
    if (number.isEmpty() || !party.has("idNumber")) {
      return Optional.empty();
    }
    String itemName = data.path("case").path("item").path("name").asText("");
    String name = result.path("certName").asText(itemName);
    Holder holder = Holder.of(party);
    ObjectNode certificate =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("number", number)
            .put("holder", holder.name())
            .put("holderCode", holder.idNumber())
            .put("issuer", result.path("issuer").path("name").asText(""))
            .put("issuerUscc", result.path("issuer").path("uscc").asText(""))
            .put("identifier", data.path("certificate").path("identifier").asText(""))
            .put("status", "01");
    for (String field : List.of("validFrom", "validTo")) {
      if (result.has(field)) {
        certificate.set(field, result.get(field));
      }
    }
    return Optional.of(
        new PulledDocument(
            type(name),
            Certificate.of(certificate),
            holder,
            Trust.A,
            message.source(),
            "approved",
            message.caseNo(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            List.of(),
            Optional.empty()));
  }

  /** The type that is issued under this name; empty for none of the catalogue. */
  private String type(String name) {
    String folded = Validity.folded(name);
    return types.all().stream()
        .filter(type -> Validity.folded(type.zh()).equals(folded))
        .map(DocumentType::id)
        .findFirst()
        .orElse("");
  }
}
