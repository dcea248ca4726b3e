package io.tongqiao.supervision;

import io.tongqiao.schema.CodeLists;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What belongs to supervision. */
@Configuration
@EnableConfigurationProperties(SupervisionSettings.class)
class SupervisionConfiguration {

  @Bean
  Departments departments() {
    return new Departments(CodeLists.load());
  }
}
