package io.tongqiao.watch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A watch for what is tested by itself. */
public final class Unwatched {

  private Unwatched() {}

  /** One that traces nothing. */
  public static Watch watch(Clock clock) {
    var traces = new Traces(new Traces.Properties(Optional.empty(), 1));
    return new Watch(new Meters(new SimpleMeterRegistry()), traces, heard(clock));
  }

  static Heard heard(Clock clock) {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
    JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(url, "sa", "", true));
    jdbc.sql("create table heard (system varchar(41) primary key, at timestamp with time zone)")
        .update();
    return new Heard(jdbc, clock);
  }
}
