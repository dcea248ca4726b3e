package io.tongqiao.prerequisite;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** What belongs to prerequisite documents. */
@Configuration
@EnableConfigurationProperties(DocumentSettings.class)
class PrerequisiteConfiguration {}
