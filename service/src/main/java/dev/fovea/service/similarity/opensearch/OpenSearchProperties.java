package dev.fovea.service.similarity.opensearch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the cluster is and how indexes are laid out on it.
 *
 * @param urls the nodes that are asked in turn; empty if there is no cluster
 * @param prefix begins the name of every index and alias
 * @param username with {@code passwordFile}, for basic authentication
 * @param passwordFile holds the password; read again for every request, so that it can be rotated
 * @param caFile PEM certificates that the cluster's certificate must chain to
 * @param connectTimeout for a connection
 * @param requestTimeout for an answer; a node that does not answer is given up
 * @param attempts how often a request is tried on other nodes
 * @param deadline for all attempts together; after it the caller is told that the cluster is away
 * @param shards primary shards of a new index; 10 to 30 GB each is a good size
 * @param replicas copies of each shard; at least one if a lost node may not lose images
 */
@ConfigurationProperties(prefix = "fovea.similarity.opensearch", ignoreUnknownFields = false)
public record OpenSearchProperties(
    @DefaultValue List<URI> urls,
    @DefaultValue("fovea") String prefix,
    @Nullable String username,
    @Nullable Path passwordFile,
    @Nullable Path caFile,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("10s") Duration requestTimeout,
    @DefaultValue("5") int attempts,
    @DefaultValue("20s") Duration deadline,
    @DefaultValue("1") int shards,
    @DefaultValue("1") int replicas) {

  /** Checks what belongs together. */
  public OpenSearchProperties {
    if ((username == null) != (passwordFile == null)) {
      throw new IllegalArgumentException(
          "fovea.similarity.opensearch.username and password-file go together");
    }
    if (!connectTimeout.isPositive() || !requestTimeout.isPositive() || !deadline.isPositive()) {
      throw new IllegalArgumentException(
          "fovea.similarity.opensearch needs a connect-timeout, a request-timeout and a deadline"
              + " that are longer than nothing");
    }
    if (attempts < 1 || shards < 1 || replicas < 0) {
      throw new IllegalArgumentException(
          "fovea.similarity.opensearch needs attempts >= 1, shards >= 1 and replicas >= 0");
    }
  }
}
