package io.tongqiao.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that come along, and those that a site lays beside the data. */
class DriversTest {

  private static final String MARIADB = "jdbc:mariadb://127.0.0.1:1/secret";

  @TempDir Path data;

  @Test
  void driver_thatComesAlong_isFound() throws SQLException {
    assertThat(new Drivers(data).of("jdbc:postgresql://h/d")).isNotNull();
    assertThat(new Drivers(data).of("jdbc:h2:mem:x")).isNotNull();
  }

  @Test
  void driver_missing_isToldWithWhereToLayIt_andNotNow() {
    assertThatThrownBy(() -> new Drivers(data).of(MARIADB))
        .isInstanceOf(Drivers.Missing.class)
        .hasMessageContaining("jdbc:mariadb")
        .hasMessageContaining(data.resolve("lib").toString())
        .hasMessageNotContaining("secret")
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(SqlTrouble.of(e).notNow()).isTrue());
  }

  @Test
  void driver_laidIntoLibWhileRunning_isFoundWithoutARestart() throws SQLException {
    var drivers = new Drivers(data);
    assertThatThrownBy(() -> drivers.of(MARIADB)).isInstanceOf(Drivers.Missing.class);
    MariaDb.lay(data);
    assertThat(drivers.of(MARIADB).getClass().getName()).isEqualTo("org.mariadb.jdbc.Driver");
    assertThatThrownBy(() -> Class.forName("org.mariadb.jdbc.Driver"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void jar_thatIsNone_isLeftOutAndOthersAreFound() throws Exception {
    MariaDb.lay(data);
    Files.writeString(data.resolve("lib/a-broken.jar"), "no jar");
    assertThat(new Drivers(data).of(MARIADB)).isNotNull();
  }
}
