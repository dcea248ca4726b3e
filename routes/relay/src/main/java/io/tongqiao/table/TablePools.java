package io.tongqiao.table;

import com.zaxxer.hikari.HikariDataSource;
import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.relay.SystemAddresses;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;

/**
 * Connections to exchange databases, a pool a place; it begins anew when the site has changed user
 * or password. No connection is opened before it is needed.
 */
@Component
class TablePools implements DisposableBean {

  /** Takes the time limit of a login as drivers do. */
  private static final class Source extends SimpleDriverDataSource {

    Source(Driver driver, String url) {
      super(driver, url);
    }

    @Override
    public void setLoginTimeout(int seconds) {
      DriverManager.setLoginTimeout(seconds);
    }
  }

  private record Open(HikariDataSource pool, List<Optional<String>> secrets) {}

  private final Map<SystemAddresses.Place, Open> open = new ConcurrentHashMap<>();
  private final SystemAddresses addresses;
  private final Secrets secrets;
  private final Drivers drivers;

  TablePools(SystemAddresses addresses, Secrets secrets, Drivers drivers) {
    this.drivers = drivers;
    this.addresses = addresses;
    this.secrets = secrets;
  }

  /**
   * A connection to a system's database, to be closed after use; it commits by itself.
   *
   * @throws SQLException when there is none within the system's time limit, or no driver for it
   */
  Connection connect(Descriptor system) throws SQLException {
    List<Optional<String>> now = system.secrets().map(secrets::find).toList();
    Driver driver = drivers.of(addresses.of(system).toString());
    Open pool =
        open.compute(
            addresses.place(system), (place, known) -> current(system, driver, known, now));
    Connection connection = pool.pool.getConnection();
    connection.setAutoCommit(true);
    return connection;
  }

  private Open current(Descriptor system, Driver driver, Open known, List<Optional<String>> now) {
    if (known != null && known.secrets.equals(now)) {
      return known;
    }
    if (known != null) {
      known.pool.close();
    }
    return new Open(pool(system, driver), now);
  }

  /**
   * A connection beside the pool, with the secrets as they are now.
   *
   * @throws SQLException when there is none, or no driver for it
   */
  Connection fresh(Descriptor system) throws SQLException {
    return source(system, drivers.of(addresses.of(system).toString())).getConnection();
  }

  private Source source(Descriptor system, Driver driver) {
    var source = new Source(driver, addresses.of(system).toString());
    if (system.auth() instanceof Auth.Basic basic) {
      source.setUsername(secrets.find(basic.username()).orElse(""));
      source.setPassword(secrets.find(basic.password()).orElse(""));
    }
    return source;
  }

  private HikariDataSource pool(Descriptor system, Driver driver) {
    var pool = new HikariDataSource();
    pool.setPoolName("table." + system.id());
    pool.setDataSource(source(system, driver));
    pool.setConnectionTimeout(Math.max(250, system.limits().timeout().toMillis()));
    pool.setValidationTimeout(Math.max(250, system.limits().timeout().toMillis()));
    pool.setMaximumPoolSize(system.limits().concurrency() + 1);
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(60_000);
    pool.setInitializationFailTimeout(-1);
    return pool;
  }

  @Override
  public void destroy() {
    open.values().forEach(o -> o.pool.close());
  }
}
