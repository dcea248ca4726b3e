package io.tongqiao.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.journal.VersionJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two contracts of one system around the date of change, on a journal of its own. */
class DeploymentTest {

  private static final String SYSTEM = "prov-yctb";
  private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
  private static final Folder OLD = Folder.read(Path.of("../../connectors/systems", SYSTEM));
  private static final Folder NEXT = next();

  private final List<List<String>> seen = new ArrayList<>();
  private final AnnotationConfigApplicationContext kept = new AnnotationConfigApplicationContext();
  private final AnnotationConfigApplicationContext node = new AnnotationConfigApplicationContext();

  private static Folder next() {
    var files = new TreeMap<>(OLD.files());
    files.replaceAll(
        (name, bytes) ->
            new String(bytes, UTF_8)
                .replace("path: /callback", "path: /callback-v2")
                .getBytes(UTF_8));
    return new Folder(SYSTEM, OLD.origin(), files);
  }

  /** The old contract was in force from yesterday, the next is from a second ago. */
  @BeforeEach
  void keepBoth() {
    var database =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "", "");
    Flyway.configure().dataSource(database).locations("classpath:db/journal").load().migrate();
    kept.registerBean(
        JdbcConnectionPool.class, () -> database, bean -> bean.setDestroyMethodName("dispose"));
    kept.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
    kept.registerBean(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC));
    kept.register(VersionJournal.class);
    kept.refresh();
    var journal = kept.getBean(VersionJournal.class);
    int old = journal.keep(OLD, false, "sysadmin", "旧接口");
    journal.change(SYSTEM, old, NOW.minusSeconds(86_400), NOW, "sysadmin", "旧接口");
    int next = journal.keep(NEXT, false, "sysadmin", "新接口");
    journal.change(SYSTEM, next, NOW.minusSeconds(1), NOW.plusSeconds(60), "sysadmin", "新接口");
  }

  @AfterEach
  void close() {
    node.close();
    kept.close();
  }

  private void start(Folder... running) {
    node.setParent(kept);
    node.registerBean(Catalogue.class, () -> Catalogue.of(List.of(running)));
    node.registerBean(Follower.class, this::follower);
    node.register(SpokenVersions.class, Deployment.class);
    node.refresh();
  }

  private Follower follower() {
    return new Follower() {
      @Override
      public void follow(Dialect now, Optional<Dialect> before) {
        seen.add(understood());
      }
    };
  }

  private List<String> understood() {
    return node.getBean(Catalogue.class).understood(SYSTEM).stream().map(Dialect::digest).toList();
  }

  @Test
  void oldDoor_staysOpenAtEachMomentOfGoingOver() {
    start(OLD);
    Deployment deployment = node.getBean(Deployment.class);
    deployment.begin();
    deployment.look();
    assertThat(seen).containsExactly(List.of(NEXT.digest(), OLD.digest()));
    assertThat(understood()).containsExactly(NEXT.digest(), OLD.digest());
  }

  @Test
  void oldDoor_isOpenBeforeTheFirstLook_afterARestart() {
    start(NEXT);
    assertThat(understood()).containsExactly(NEXT.digest(), OLD.digest());
  }

  @Test
  void system_thatDidNotWorkHereYet_hindersNoStart_andIsUnderstoodInBothContracts() {
    start();
    assertThat(understood()).isEmpty();
    Deployment deployment = node.getBean(Deployment.class);
    deployment.begin();
    deployment.look();
    assertThat(understood()).containsExactly(NEXT.digest(), OLD.digest());
  }
}
