package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.prerequisite.ContentStore.Content;
import io.tongqiao.prerequisite.ContentStore.Part;
import io.tongqiao.prerequisite.ContentStore.TooLargeException;
import io.tongqiao.prerequisite.Downloads.ExpiredAddressException;
import io.tongqiao.prerequisite.Downloads.WrongFileException;
import io.tongqiao.prerequisite.Providers.Candidate;
import io.tongqiao.prerequisite.PulledDocument.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes a document of what a holder answered: takes the certificate that can serve, and brings its
 * file into the store.
 */
@Component
class Acquisition {

  /**
   * What was made of an answer.
   *
   * @param document present exactly when the outcome is FOUND
   * @param struck a document that the holder has declared no longer good
   */
  record Taken(
      Outcome outcome,
      String code,
      String reason,
      Optional<PulledDocument> document,
      Optional<PulledDocument> struck) {

    static Taken without(Answered answered) {
      return not(answered.outcome(), answered.code(), answered.reason());
    }

    static Taken not(Outcome outcome, String code, String reason) {
      return new Taken(outcome, code, reason, Optional.empty(), Optional.empty());
    }
  }

  private final HolderCalls calls;
  private final Downloads downloads;
  private final ContentStore store;
  private final DocumentSettings settings;
  private final Clock clock;

  Acquisition(
      HolderCalls calls,
      Downloads downloads,
      ContentStore store,
      DocumentSettings settings,
      Clock clock) {
    this.calls = calls;
    this.downloads = downloads;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Takes what was found, on the caller's thread.
   *
   * @param question what the holder was asked
   */
  Taken take(Candidate candidate, Wanted wanted, ObjectNode question, Answered answered) {
    if (answered.outcome() != Outcome.FOUND) {
      return Taken.without(answered);
    }
    List<Certificate> those =
        answered.certificates().stream()
            .filter(c -> wanted.certNo().isEmpty() || c.isNumbered(wanted.certNo()))
            .toList();
    if (those.isEmpty()) {
      return Taken.not(Outcome.NOT_FOUND, answered.code(), "对方没有编号为所给编号的证照");
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    Optional<Certificate> good =
        those.stream()
            .filter(c -> Validity.fault(c, candidate.holder(), today).isEmpty())
            .findFirst();
    if (good.isPresent()) {
      return fetched(candidate, question, answered.code(), good.get());
    }
    Certificate bad = those.get(0);
    String why = Validity.fault(bad, candidate.holder(), today).orElseThrow();
    Optional<PulledDocument> struck =
        bad.isInForce()
            ? Optional.empty()
            : Optional.of(document(candidate, bad, Optional.empty()));
    return new Taken(Outcome.INVALID, answered.code(), why, Optional.empty(), struck);
  }

  private Taken fetched(
      Candidate candidate, ObjectNode question, String code, Certificate certificate) {
    try {
      Optional<StoredFile> file = file(candidate, question, certificate);
      PulledDocument document = document(candidate, certificate, file);
      return new Taken(Outcome.FOUND, code, "", Optional.of(document), Optional.empty());
    } catch (WrongFileException e) {
      return Taken.not(Outcome.INVALID, code, e.getMessage());
    } catch (NotGivenException e) {
      return Taken.without(e.answered);
    } catch (IOException e) {
      return Taken.not(Outcome.UNAVAILABLE, code, Conversation.words(e));
    }
  }

  private PulledDocument document(
      Candidate candidate, Certificate certificate, Optional<StoredFile> file) {
    return new PulledDocument(
        candidate.sought().type().id(),
        certificate.named(candidate.sought().type().zh()),
        candidate.holder(),
        candidate.provider().provision().trust(),
        candidate.provider().system(),
        candidate.provider().provision().operation(),
        "",
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        Validity.warnings(certificate, candidate.holder()),
        file);
  }

  private Optional<StoredFile> file(
      Candidate candidate, ObjectNode question, Certificate certificate) throws IOException {
    if (!certificate.file().isMissingNode()) {
      return Optional.of(stored(candidate, certificate.file()));
    }
    if (candidate.provider().provision().download().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(stored(candidate, addressed(candidate, question, certificate)));
    } catch (ExpiredAddressException e) {
      return Optional.of(stored(candidate, addressed(candidate, question, certificate)));
    }
  }

  /** Asks where the file is. */
  private JsonNode addressed(Candidate candidate, ObjectNode question, Certificate certificate)
      throws NotGivenException {
    ObjectNode second = question.deepCopy();
    second.set("certificate", certificate.toJson());
    Provider provider = candidate.provider();
    Answered answered = calls.ask(provider.dialect(), provider.provision().download(), second);
    if (answered.outcome() != Outcome.FOUND) {
      throw new NotGivenException(answered);
    }
    return answered.certificates().stream()
        .map(Certificate::file)
        .filter(file -> !file.isMissingNode())
        .findFirst()
        .orElseThrow(
            () -> new NotGivenException(Answered.unavailable(answered.code(), "对方没有给出文件")));
  }

  private StoredFile stored(Candidate candidate, JsonNode file) throws IOException {
    Announced announced = Announced.of(file);
    if (announced.size() > settings.maxSize().toBytes()) {
      throw new TooLargeException(settings.maxSize().toBytes());
    }
    try (Part part = store.begin()) {
      Content content =
          file.has("content")
              ? downloads.inline(file.path("content").asText(), part)
              : downloads.fetch(
                  file.path("url").asText(), candidate.provider().dialect().descriptor(), part);
      String mediaType = announced.check(content, part.first(8));
      part.keep(content);
      return new StoredFile(content, mediaType, announced.name());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The certificate is there, its file is not given. */
  private static final class NotGivenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Answered answered;

    NotGivenException(Answered answered) {
      super(answered.reason());
      this.answered = answered;
    }
  }
}
