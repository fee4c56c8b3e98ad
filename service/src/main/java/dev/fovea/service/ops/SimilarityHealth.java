package dev.fovea.service.ops;

import dev.fovea.service.similarity.CollectionStatuses;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says how each index engine is. Always up: classification goes on without any of them, and a
 * search says by itself what it lacks.
 */
@Component("similarity")
final class SimilarityHealth implements HealthIndicator {

  private final CollectionStatuses statuses;

  SimilarityHealth(CollectionStatuses statuses) {
    this.statuses = statuses;
  }

  @Override
  public Health health() {
    return Health.up().withDetails(statuses.engines()).build();
  }
}
