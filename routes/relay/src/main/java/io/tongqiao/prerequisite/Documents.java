package io.tongqiao.prerequisite;

import io.tongqiao.journal.Journal;
import io.tongqiao.relay.CaseAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The files of documents, to whoever was given them for a case. Each reading is audited. */
@Component
public class Documents {

  private static final String PDF = "application/pdf";

  /**
   * A file that may be read.
   *
   * @param original the file as its holder gave it
   * @param mark what is to be written across it on its way out; empty for what is no PDF
   */
  public record Opened(
      Path original, String sha256, String mediaType, long size, Optional<String> mark) {

    private Opened alsoMarked(String more) {
      return new Opened(original, sha256, mediaType, size, mark.map(text -> text + more));
    }
  }

  private final ContentStore store;
  private final PullJournal pulls;
  private final DocumentJournal documents;
  private final Journal journal;
  private final CaseAccess access;
  private final Clock clock;

  Documents(
      ContentStore store,
      PullJournal pulls,
      DocumentJournal documents,
      Journal journal,
      CaseAccess access,
      Clock clock) {
    this.store = store;
    this.pulls = pulls;
    this.documents = documents;
    this.journal = journal;
    this.access = access;
    this.clock = clock;
  }

  /**
   * The file, if it was given for that case to this asker, or to anyone when the asker is the
   * bureau or supervises the case.
   *
   * @param sha256 64 lower-case hex digits; anything else finds nothing
   */
  public Optional<Opened> read(String asker, String caseNo, String sha256, boolean original) {
    if (!ContentStore.isDigest(sha256)) {
      return Optional.empty();
    }
    boolean anyones = access.isBureau(asker) || access.supervises(asker, caseNo);
    Optional<String> only = anyones ? Optional.empty() : Optional.of(asker);
    if (!pulls.isGiven(sha256, caseNo, only)) {
      return Optional.empty();
    }
    journal.audit(asker, original ? "document.original" : "document.read", sha256, "办件 " + caseNo);
    return documents.ofFile(sha256).map(this::opened);
  }

  /**
   * A PDF for whoever operates, if it was given for that case: with its purpose written on it, and
   * who looked at it on which day. The original is not shown. Whoever looks says why.
   *
   * @param sha256 64 lower-case hex digits; anything else finds nothing
   */
  public Optional<Opened> inspect(String operator, String caseNo, String sha256, String reason) {
    if (!ContentStore.isDigest(sha256) || !pulls.isGiven(sha256, caseNo, Optional.empty())) {
      return Optional.empty();
    }
    Optional<Opened> found =
        documents.ofFile(sha256).map(this::opened).filter(file -> file.mark().isPresent());
    found.ifPresent(
        file -> journal.audit(operator, "document.inspect", sha256, "办件 " + caseNo + "：" + reason));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    return found.map(file -> file.alsoMarked("；" + operator + " " + today + " 查阅"));
  }

  /**
   * Makes a copy with its mark, for the caller to delete.
   *
   * @throws IOException when it is no PDF that can be added to
   */
  public Path marked(Opened file) throws IOException {
    Path copy = store.temporary();
    try (OutputStream out = Files.newOutputStream(copy)) {
      Watermark.write(file.original(), file.mark().orElseThrow(), out);
      return copy;
    } catch (IOException | RuntimeException e) {
      Files.delete(copy);
      throw e;
    }
  }

  private Opened opened(PulledDocument document) {
    PulledDocument.StoredFile file = document.file().orElseThrow();
    boolean pdf = file.mediaType().equals(PDF);
    return new Opened(
        store.place(file.content().sha256()),
        file.content().sha256(),
        file.mediaType(),
        file.content().size(),
        pdf ? Optional.of(mark(document)) : Optional.empty());
  }

  /** 国办函〔2016〕108号. */
  private static String mark(PulledDocument document) {
    String issuer = document.certificate().issuer();
    String from = issuer.isEmpty() ? "发证机构" : issuer;
    String until = document.certificate().validTo().map(LocalDate::toString).orElse("长期");
    return "此件由" + from + "提供，仅供办理政务服务事项时使用，有效期至" + until;
  }
}
