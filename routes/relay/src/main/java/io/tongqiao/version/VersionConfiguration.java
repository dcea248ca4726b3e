package io.tongqiao.version;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Fault;
import io.tongqiao.dialect.Folder;
import io.tongqiao.journal.SystemChange;
import io.tongqiao.journal.VersionJournal;
import io.tongqiao.relay.RelayProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The systems as they stand when the relay starts: the folders that came with the program or lie in
 * the site's directory, and in the place of these what operators have deployed since.
 */
@Configuration
class VersionConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(VersionConfiguration.class);
  private static final String PROGRAM = "tongqiao";

  @Bean
  Catalogue catalogue(
      RelayProperties properties,
      VersionJournal journal,
      TransactionOperations transactions,
      Clock clock)
      throws IOException {
    List<Folder> shipped =
        properties.systems().isPresent()
            ? Folder.readAll(Path.of(properties.systems().get()))
            : bundled();
    Map<String, Course> courses = courses(journal, clock.instant());
    var folders = new TreeMap<String, Folder>();
    shipped.forEach(folder -> folders.put(folder.id(), folder));
    courses.forEach(
        (system, course) ->
            course
                .inForce()
                .filter(change -> !change.shipped())
                .flatMap(change -> journal.folder(system, change.version()))
                .ifPresent(folder -> folders.put(system, folder)));
    var catalogue = Catalogue.of(folders.values());
    for (Catalogue.Broken broken : catalogue.broken()) {
      for (Fault fault : broken.faults()) {
        LOG.error("system {} stays down: {}", broken.id(), fault);
      }
    }
    LOG.info("{} systems, {} of them broken", folders.size(), catalogue.broken().size());
    transactions.executeWithoutResult(
        status ->
            shipped.stream()
                .filter(folder -> isFit(catalogue, folder))
                .forEach(folder -> keep(folder, courses, journal, clock.instant())));
    return catalogue;
  }

  static Map<String, Course> courses(VersionJournal journal, Instant now) {
    return journal.changes().stream()
        .collect(
            Collectors.groupingBy(
                SystemChange::system,
                TreeMap::new,
                Collectors.collectingAndThen(
                    Collectors.toList(), changes -> new Course(changes, now))));
  }

  /** What is broken is not kept; beside a version that an operator has deployed, all is. */
  private static boolean isFit(Catalogue catalogue, Folder folder) {
    return catalogue.broken().stream().noneMatch(broken -> broken.id().equals(folder.id()));
  }

  /**
   * What came with the program is in force unless an operator has deployed another version; then it
   * is kept beside, to be chosen.
   */
  private static void keep(
      Folder folder, Map<String, Course> courses, VersionJournal journal, Instant now) {
    Optional<SystemChange> inForce =
        Optional.ofNullable(courses.get(folder.id())).flatMap(Course::inForce);
    if (inForce.filter(change -> change.digest().equals(folder.digest())).isPresent()) {
      return;
    }
    String reason = "随程序或站点目录带来";
    int version = journal.keep(folder, true, PROGRAM, reason);
    if (inForce.isEmpty() || inForce.get().shipped()) {
      journal.change(folder.id(), version, now, now, PROGRAM, reason);
      return;
    }
    LOG.warn(
        "version {} of {} came with the program, but version {}, deployed by {}, stays in force; see \"tongqiao system versions {}\"",
        version,
        folder.id(),
        inForce.get().version(),
        inForce.get().actor(),
        folder.id());
  }

  /** The folders in the systems jar. */
  private static List<Folder> bundled() throws IOException {
    Map<String, Folder> folders = new TreeMap<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver().getResources("classpath*:/systems/*/**")) {
      String url = file.getURL().toString();
      String path = url.substring(url.lastIndexOf("/systems/") + "/systems/".length());
      int slash = path.indexOf('/');
      if (slash > 0 && !path.endsWith("/") && file.isReadable()) {
        String id = path.substring(0, slash);
        folders
            .computeIfAbsent(id, i -> new Folder(i, "classpath:systems/" + i, new TreeMap<>()))
            .files()
            .put(path.substring(slash + 1), file.getContentAsByteArray());
      }
    }
    return List.copyOf(folders.values());
  }
}
