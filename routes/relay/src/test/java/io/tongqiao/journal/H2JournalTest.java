package io.tongqiao.journal;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * The journal on the embedded database, at the address and in the pool that a machine without
 * settings uses.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2JournalTest
    implements JournalContract,
        CaseContract,
        DeliveryContract,
        DueContract,
        RepairContract,
        LaneContract,
        LaneLifeContract,
        StandingContract,
        FerryJournalContract,
        AccountContract,
        AuditContract,
        CaseSearchContract {

  private final HikariDataSource database = new HikariDataSource();
  private String url;
  private JournalStore store;

  @BeforeAll
  void open(@TempDir Path directory) {
    url = url(directory.resolve("data").toString());
    database.setJdbcUrl(url);
    database.setUsername("sa");
    store = JournalStore.on(database);
  }

  @AfterAll
  void close() {
    database.close();
  }

  private static String url(String data) {
    var yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("application.yaml"));
    String setting = yaml.getObject().getProperty("spring.datasource.url");
    var values = new Properties();
    values.setProperty("TONGQIAO_DATA", data);
    return new PropertyPlaceholderHelper("${", "}", ":", null, false)
        .replacePlaceholders(setting, values);
  }

  @Override
  public JournalStore store() {
    return store;
  }
}
