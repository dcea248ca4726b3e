package io.tongqiao.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/** H2 commits each step of an upgrade by itself: one that was killed meanwhile begins again. */
class StandingMigrationTest {

  private static List<String> steps() throws IOException {
    String script = new ClassPathResource("db/journal/V32__standing.sql").getContentAsString(UTF_8);
    return Stream.of(script.replaceAll("(?m)^--.*$", "").split(";"))
        .map(String::strip)
        .filter(step -> !step.isEmpty())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void upgrade_thatWasKilledAfterAStep_isDoneByTheNextStart(int done) throws IOException {
    assertThat(steps()).hasSize(5);
    var database = new JdbcDataSource();
    database.setUrl(
        "jdbc:h2:mem:standing"
            + done
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
    FluentConfiguration flyway =
        Flyway.configure().dataSource(database).locations("classpath:db/journal");
    flyway.target("31").load().migrate();
    var jdbc = new JdbcTemplate(database);
    steps().subList(0, done).forEach(jdbc::execute);
    assertThat(flyway.target("32").load().migrate().migrationsExecuted).isEqualTo(1);
    assertThat(
            jdbc.queryForList(
                "select index_name from information_schema.indexes where index_name in ('delivery_due', 'delivery_standing', 'case_index_place') order by 1",
                String.class))
        .containsExactly("case_index_place", "delivery_due", "delivery_standing");
  }
}
