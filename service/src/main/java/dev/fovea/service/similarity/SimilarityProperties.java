package dev.fovea.service.similarity;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code fovea.similarity}: where collections are kept. The engines' own settings lie below it,
 * which is why unknown names are left to them.
 *
 * @param home folder of what this process writes: {@code FOVEA_HOME}
 * @param engine of collections that name none: {@code lucene} or {@code opensearch}
 */
@ConfigurationProperties(prefix = "fovea.similarity")
public record SimilarityProperties(
    @DefaultValue("var") Path home, @DefaultValue("lucene") String engine) {}
