package io.tongqiao.relay;

import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.jms.JmsComponent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What the relay is made of, and how its libraries are set. */
@Configuration
@EnableScheduling
@EnableConfigurationProperties({RelayProperties.class, Retention.Properties.class})
class RelayConfiguration {

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
