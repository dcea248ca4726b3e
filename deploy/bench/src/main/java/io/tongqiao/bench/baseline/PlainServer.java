package io.tongqiao.bench.baseline;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.jms.JmsComponent;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.jms.connection.CachingConnectionFactory;

/** The plain route's parts, set as the relay sets its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(PlainRoutes.class)
class PlainServer {

  @Bean(destroyMethod = "stop")
  EmbeddedActiveMQ broker(@Value("${plain.data}") Path data) throws Exception {
    return BareBroker.start(data, PlainRoutes.QUEUE);
  }

  @Bean
  @DependsOn("broker")
  ConnectionFactory connections() {
    var cached = new CachingConnectionFactory(BareBroker.connections());
    cached.setSessionCacheSize(64);
    cached.setCacheConsumers(false);
    return cached;
  }

  @Bean("jms")
  JmsComponent jms(ConnectionFactory connections) {
    var jms = new JmsComponent();
    jms.setConnectionFactory(connections);
    jms.setTransacted(true);
    jms.setLazyCreateTransactionManager(false);
    jms.setCacheLevelName("CACHE_CONSUMER");
    jms.setReceiveTimeout(1000);
    return jms;
  }

  @Bean
  HttpClientConfigurer singleTry() {
    return builder ->
        builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement();
  }

  @Bean
  Translation translation(@Value("${plain.folder}") String folder) throws Exception {
    return folder.isEmpty() ? Translation.none() : Translation.of(Path.of(folder));
  }
}
