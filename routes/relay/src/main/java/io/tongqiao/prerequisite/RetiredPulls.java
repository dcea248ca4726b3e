package io.tongqiao.prerequisite;

import io.tongqiao.journal.Columns;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What may go of pulls and documents. Methods take part in the caller's transaction. */
@Repository
class RetiredPulls {

  private static final int BATCH = 200;

  private final JdbcTemplate jdbc;

  RetiredPulls(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Removes some pulls of before a moment of which all is known; gives how many. */
  int pulls(Instant before) {
    List<String> ids =
        jdbc.queryForList(
            "select p.id from pull p where p.asked_at < ? and not exists (select 1 from pull_material m where m.pull_id = p.id and m.outcome = 'PENDING') order by p.asked_at fetch first "
                + BATCH
                + " rows only",
            String.class,
            Columns.at(before));
    for (String table : List.of("pull_material", "pull_holder")) {
      jdbc.update("delete from " + table + " where pull_id = any(?)", Columns.texts(ids));
    }
    jdbc.update("delete from pull where id = any(?)", Columns.texts(ids));
    jdbc.update(
        "delete from pull_answer where at < ? and (question, system) in (select question, system from pull_answer where at < ? fetch first "
            + BATCH
            + " rows only)",
        Columns.at(before),
        Columns.at(before));
    return ids.size();
  }

  /** Removes documents that were last verified before a moment, but for our own approvals. */
  int documents(Instant before) {
    return jdbc.update(
        "delete from document where case_no = '' and verified_at < ?", Columns.at(before));
  }

  /** Removes the files of before a moment that belong to nothing any more; gives their names. */
  List<String> files(Instant before) {
    List<String> files =
        jdbc.queryForList(
            "select c.sha256 from content c where c.stored_at < ? and not exists (select 1 from document d where d.sha256 = c.sha256) and not exists (select 1 from pull_material m where m.sha256 = c.sha256)",
            String.class,
            Columns.at(before));
    jdbc.update("delete from content where sha256 = any(?)", Columns.texts(files));
    return files;
  }
}
