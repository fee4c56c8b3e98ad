package dev.fovea.service.similarity.opensearch;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Makes the distributed engine if a cluster is configured. */
@Configuration(proxyBeanMethods = false)
class OpenSearchConfiguration {

  /** Asked after the engine of this machine, which answers while the cluster does not. */
  @Bean
  @Order(2)
  @ConditionalOnProperty("fovea.similarity.opensearch.urls")
  OpenSearchEngine openSearchEngine(OpenSearchProperties properties) {
    return new OpenSearchEngine(properties);
  }
}
