package io.tongqiao.relay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Fault;
import io.tongqiao.dialect.Folder;
import io.tongqiao.schema.CaseRules;
import io.tongqiao.schema.CodeLists;
import io.tongqiao.schema.DocumentTypes;
import io.tongqiao.schema.Items;
import io.tongqiao.schema.Regions;
import io.tongqiao.schema.Schemas;
import io.tongqiao.schema.WorkCalendar;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.jms.JmsComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What the relay is made of, and how its libraries are set. */
@Configuration
@EnableScheduling
@EnableConfigurationProperties({RelayProperties.class, Retention.Properties.class})
class RelayConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(RelayConfiguration.class);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  JsonMapper journalJson() {
    return new JsonMapper();
  }

  @Bean
  Schemas schemas() {
    return Schemas.load();
  }

  @Bean
  CaseRules caseRules(Schemas schemas, Items items) {
    return new CaseRules(schemas, CodeLists.load(), Regions.load(), items);
  }

  @Bean
  DocumentTypes documentTypes() {
    return DocumentTypes.load();
  }

  @Bean
  Items items(RelayProperties properties) throws IOException {
    if (properties.items().isEmpty()) {
      return Items.load();
    }
    try (InputStream in = Files.newInputStream(Path.of(properties.items().get()))) {
      return Items.of(in);
    }
  }

  @Bean
  WorkCalendar workCalendar(RelayProperties properties) throws IOException {
    WorkCalendar known = WorkCalendar.load();
    return properties.calendar().isPresent()
        ? known.extendedBy(Path.of(properties.calendar().get()))
        : known;
  }

  @Bean
  Catalogue catalogue(RelayProperties properties) throws IOException {
    List<Folder> folders =
        properties.systems().isPresent()
            ? Folder.readAll(Path.of(properties.systems().get()))
            : bundled();
    var catalogue = Catalogue.of(folders);
    for (Catalogue.Broken broken : catalogue.broken()) {
      for (Fault fault : broken.faults()) {
        LOG.error("system {} stays down: {}", broken.id(), fault);
      }
    }
    LOG.info("{} systems, {} of them broken", folders.size(), catalogue.broken().size());
    return catalogue;
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

  /**
   * Consumers confirm a message when all is done with it, and do not wait for the broker's answer:
   * a copy that comes again is known to the journal. Retry is not the queue's business.
   */
  @Bean("jms")
  JmsComponent jms(ConnectionFactory connections) {
    var jms = new JmsComponent();
    jms.setConnectionFactory(connections);
    jms.setAcknowledgementModeName("CLIENT_ACKNOWLEDGE");
    jms.setCacheLevelName("CACHE_CONSUMER");
    jms.setReceiveTimeout(1000);
    return jms;
  }

  /**
   * Camel's HTTP client would repeat calls, follow redirects and keep cookies on its own; the lane
   * decides, so it must not.
   */
  @Bean
  HttpClientConfigurer singleTry() {
    return builder ->
        builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement();
  }
}
