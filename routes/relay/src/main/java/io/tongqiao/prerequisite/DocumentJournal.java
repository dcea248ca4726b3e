package io.tongqiao.prerequisite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Provision.Trust;
import io.tongqiao.journal.Columns;
import io.tongqiao.prerequisite.ContentStore.Content;
import io.tongqiao.prerequisite.PulledDocument.StoredFile;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Documents and the files that belong to them. Methods take part in the caller's transaction. */
@Repository
class DocumentJournal {

  private static final int WARNINGS_LENGTH = 2000;

  /** As many documents of a holder as are looked at for one to use again. */
  private static final int MOST = 1000;

  private final JdbcTemplate jdbc;
  private final JsonMapper json;
  private final Clock clock;

  DocumentJournal(JdbcTemplate jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** Keeps a document, in the place of what its giver said of it before. */
  void keep(PulledDocument document) {
    document.file().ifPresent(this::keepFile);
    String sha256 = document.file().map(f -> f.content().sha256()).orElse("");
    String fileName = document.file().map(StoredFile::name).orElse("");
    Certificate certificate = document.certificate();
    int known =
        jdbc.update(
            "update document set certificate = ?, status = ?, sha256 = ?, file_name = ?, warnings = ?, verified_at = ? where holder_code = ? and type = ? and number = ? and system = ? and case_no = ?",
            certificate.toJson().toString(),
            certificate.status(),
            sha256,
            fileName,
            warnings(document),
            Columns.at(document.verifiedAt()),
            document.holder().idNumber(),
            document.type(),
            certificate.number(),
            document.system(),
            document.caseNo());
    if (known == 0) {
      jdbc.update(
          "insert into document (type, holder_name, holder_id_type, holder_code, number, certificate, status, trust, system, channel, case_no, sha256, file_name, warnings, verified_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          document.type(),
          document.holder().name(),
          document.holder().idType(),
          document.holder().idNumber(),
          certificate.number(),
          certificate.toJson().toString(),
          certificate.status(),
          document.trust().name(),
          document.system(),
          document.channel(),
          document.caseNo(),
          sha256,
          fileName,
          warnings(document),
          Columns.at(document.verifiedAt()));
    }
  }

  private static String warnings(PulledDocument document) {
    return Columns.cut(String.join("\n", document.warnings()), WARNINGS_LENGTH);
  }

  private void keepFile(StoredFile file) {
    jdbc.update(
        "insert into content (sha256, sm3, size, media_type, stored_at) values (?, ?, ?, ?, ?) on conflict do nothing",
        file.content().sha256(),
        file.content().sm3(),
        file.content().size(),
        file.mediaType(),
        Columns.at(clock.instant()));
  }

  /** What its holder has declared no longer good is not used again. */
  void strike(PulledDocument document) {
    jdbc.update(
        "update document set status = ? where holder_code = ? and type = ? and number = ?",
        document.certificate().status(),
        document.holder().idNumber(),
        document.type(),
        document.certificate().number());
  }

  /** Our own approvals of a case are no longer good. */
  void strikeApprovals(String caseNo, String status) {
    jdbc.update("update document set status = ? where case_no = ?", status, caseNo);
  }

  /** The documents of some holders that are in force, the last verified first. */
  List<PulledDocument> of(Collection<String> holderCodes) {
    return jdbc.query(
        "select d.*, c.sm3, c.size, c.media_type from document d left join content c on c.sha256 = d.sha256 where d.holder_code = any(?) and d.status in ('', '01') order by d.verified_at desc limit "
            + MOST,
        this::document,
        Columns.texts(holderCodes));
  }

  /** The document that a file belongs to, as it was given last. */
  Optional<PulledDocument> ofFile(String sha256) {
    return jdbc
        .query(
            "select d.*, c.sm3, c.size, c.media_type from document d join content c on c.sha256 = d.sha256 where d.sha256 = ? order by d.verified_at desc limit 1",
            this::document,
            sha256)
        .stream()
        .findFirst();
  }

  private PulledDocument document(ResultSet row, int n) throws SQLException {
    return new PulledDocument(
        row.getString("type"),
        Certificate.of(read(row.getString("certificate"))),
        new Holder(
            row.getString("holder_name"),
            row.getString("holder_id_type"),
            row.getString("holder_code")),
        Trust.valueOf(row.getString("trust")),
        row.getString("system"),
        row.getString("channel"),
        row.getString("case_no"),
        Columns.instant(row, "verified_at").orElseThrow(),
        row.getString("warnings").lines().toList(),
        file(row));
  }

  private static Optional<StoredFile> file(ResultSet row) throws SQLException {
    if (row.getString("sm3") == null) {
      return Optional.empty();
    }
    var content = new Content(row.getString("sha256"), row.getString("sm3"), row.getLong("size"));
    return Optional.of(
        new StoredFile(content, row.getString("media_type"), row.getString("file_name")));
  }

  private ObjectNode read(String text) {
    try {
      return (ObjectNode) json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
