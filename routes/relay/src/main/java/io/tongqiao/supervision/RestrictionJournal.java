package io.tongqiao.supervision;

import io.tongqiao.journal.Columns;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Restrictions of parties. Methods take part in the caller's transaction. */
@Repository
class RestrictionJournal {

  /**
   * A restriction.
   *
   * @param number the system's own; empty where it has none
   * @param until the last day; empty until it is released
   */
  record Restriction(
      String idType,
      String idNumber,
      String system,
      String number,
      String basis,
      LocalDate since,
      Optional<LocalDate> until) {}

  private final JdbcTemplate jdbc;

  RestrictionJournal(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a restriction, in the place of what the system said under that number before. */
  void keep(Restriction restriction, String caseNo) {
    Object[] values = {
      restriction.basis(),
      Date.valueOf(restriction.since()),
      restriction.until().map(Date::valueOf).orElse(null),
      caseNo,
      restriction.idType(),
      restriction.idNumber(),
      restriction.system(),
      restriction.number()
    };
    int known =
        jdbc.update(
            "update party_restriction set basis = ?, since = ?, until = ?, case_no = ?, released_at = null where id_type = ? and id_number = ? and system = ? and number = ?",
            values);
    if (known == 0) {
      jdbc.update(
          "insert into party_restriction (basis, since, until, case_no, id_type, id_number, system, number) values (?, ?, ?, ?, ?, ?, ?, ?)",
          values);
    }
  }

  /**
   * Ends restrictions that a system told of a party; gives how many.
   *
   * @param number empty for all
   */
  int release(String idType, String idNumber, String system, String number, Instant at) {
    return jdbc.update(
        "update party_restriction set released_at = ? where id_type = ? and id_number = ? and system = ? and (number = ? or ? = '') and released_at is null",
        Columns.at(at),
        idType,
        idNumber,
        system,
        number,
        number);
  }

  /** What stands against a party on a day, the oldest first. */
  List<Restriction> standing(String idType, String idNumber, LocalDate day) {
    return jdbc.query(
        "select id_type, id_number, system, number, basis, since, until from party_restriction where id_type = ? and id_number = ? and released_at is null and since <= ? and (until is null or until >= ?) order by since, system, number fetch first 20 rows only",
        RestrictionJournal::restriction,
        idType,
        idNumber,
        Date.valueOf(day),
        Date.valueOf(day));
  }

  private static Restriction restriction(ResultSet row, int n) throws SQLException {
    return new Restriction(
        row.getString("id_type"),
        row.getString("id_number"),
        row.getString("system"),
        row.getString("number"),
        row.getString("basis"),
        row.getDate("since").toLocalDate(),
        Optional.ofNullable(row.getDate("until")).map(Date::toLocalDate));
  }
}
