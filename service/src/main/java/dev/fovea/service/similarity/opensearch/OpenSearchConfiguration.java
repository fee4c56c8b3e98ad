package dev.fovea.service.similarity.opensearch;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the distributed engine if a cluster is configured. */
@Configuration(proxyBeanMethods = false)
class OpenSearchConfiguration {

  @Bean
  @ConditionalOnProperty("fovea.similarity.opensearch.urls")
  OpenSearchEngine openSearchEngine(OpenSearchProperties properties) {
    return new OpenSearchEngine(properties);
  }
}
