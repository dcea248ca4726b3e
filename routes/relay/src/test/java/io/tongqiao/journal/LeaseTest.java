package io.tongqiao.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Work that one node does at a time. */
class LeaseTest {

  private static final Duration TIME = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-03-16T02:00:00Z");

  private final HikariDataSource database = new HikariDataSource();

  @BeforeEach
  void open() {
    database.setJdbcUrl("jdbc:h2:mem:leases;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
    Flyway.configure().dataSource(database).locations("classpath:db/journal").load().migrate();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private LeaseJournal node() {
    return new LeaseJournal(JdbcClient.create(database), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** The same node, later: a lease knows its node, not its clock. */
  private LeaseJournal later(Duration time) {
    return new LeaseJournal(
        JdbcClient.create(database), Clock.fixed(NOW.plus(time), ZoneOffset.UTC));
  }

  @Test
  void lease_held_isKeptByItsNodeAndRefusedToOthers() {
    LeaseJournal first = node();
    LeaseJournal second = node();
    assertThat(first.hold("table:x", TIME)).isTrue();
    assertThat(second.hold("table:x", TIME)).isFalse();
    assertThat(first.hold("table:x", TIME)).isTrue();
    assertThat(second.hold("table:y", TIME)).isTrue();
  }

  @Test
  void lease_whoseNodeHasEnded_goesToAnotherAtOnce() {
    LeaseJournal first = node();
    LeaseJournal second = node();
    assertThat(first.hold("table:x", TIME)).isTrue();
    assertThat(second.hold("table:y", TIME)).isTrue();

    first.destroy();

    assertThat(second.hold("table:x", TIME)).isTrue();
    assertThat(first.hold("table:y", TIME)).isFalse();
  }

  @Test
  void lease_whoseNodeFellSilent_goesToAnother() {
    assertThat(node().hold("table:x", TIME)).isTrue();
    assertThat(later(TIME).hold("table:x", TIME)).isFalse();
    assertThat(later(TIME.plusMillis(1)).hold("table:x", TIME)).isTrue();
  }
}
