/** Keeps features in an OpenSearch cluster, where any number of service processes share them. */
@ApplicationModule(
    displayName = "similarity.opensearch",
    allowedDependencies = {"similarity", "failure"})
@NullMarked
package dev.fovea.service.similarity.opensearch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
