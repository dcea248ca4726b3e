package io.tongqiao.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A journal of the time before accounts keeps its audit, its keys and the operators' one key. */
class AuditMigrationTest {

  private static JdbcDataSource database() {
    var database = new JdbcDataSource();
    database.setUrl(
        "jdbc:h2:mem:before;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
    return database;
  }

  private static FluentConfiguration flyway(JdbcDataSource database) {
    return Flyway.configure().dataSource(database).locations("classpath:db/journal");
  }

  @Test
  void journal_ofBefore_isChainedAndItsKeysWork() {
    JdbcDataSource database = database();
    flyway(database).target("5?").load().migrate();
    var jdbc = new JdbcTemplate(database);
    String operators = "c".repeat(64);
    jdbc.update("insert into system_key values ('@operator', ?, now())", operators);
    jdbc.update("insert into system_key values ('prov-yctb', ?, now())", "d".repeat(64));
    for (int i = 0; i < 3; i++) {
      jdbc.update(
          "insert into audit (at, actor, act, object, detail) values (now(), 'operator', 'delivery.skip', ?, '重复')",
          "delivery " + i);
    }
    flyway(database).javaMigrations(new AuditMigration()).load().migrate();
    var audit = new AuditQueries(jdbc);
    assertThat(audit.check().fault()).isEmpty();
    assertThat(audit.check().entries()).isEqualTo(3);
    assertThat(
            jdbc.queryForObject(
                "select account from account_token where token_hash = ?", String.class, operators))
        .isEqualTo("operator");
    assertThat(jdbc.queryForList("select system from system_key", String.class))
        .containsExactly("prov-yctb");
    jdbc.update("update audit set detail = '' where object = 'delivery 1'");
    assertThat(audit.check().fault()).isPresent();
  }
}
