package dev.fovea.service.similarity.lucene;

import dev.fovea.service.similarity.SimilarityProperties;
import java.io.IOException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/** Makes the embedded engine. */
@Configuration(proxyBeanMethods = false)
class LuceneConfiguration {

  /**
   * {@code fovea.similarity.lucene}.
   *
   * @param writeBuffer what is buffered before a segment is written, a collection
   * @param mergeThreads threads that merge segments and build graphs, a collection; 0 for half of
   *     the cores
   * @param repair opens a damaged index without its damaged segments, whose images are lost
   */
  @ConfigurationProperties(prefix = "fovea.similarity.lucene", ignoreUnknownFields = false)
  record Properties(
      @DefaultValue("256MB") DataSize writeBuffer,
      @DefaultValue("0") int mergeThreads,
      @DefaultValue("false") boolean repair) {}

  @Bean
  @Order(1)
  LuceneEngine luceneEngine(SimilarityProperties similarity, Properties properties)
      throws IOException {
    LuceneSettings defaults = LuceneSettings.in(similarity.home());
    return new LuceneEngine(
        new LuceneSettings(
            similarity.home(),
            Math.toIntExact(properties.writeBuffer().toMegabytes()),
            properties.mergeThreads() == 0 ? defaults.mergeThreads() : properties.mergeThreads(),
            properties.repair(),
            defaults.graphThreshold()));
  }
}
