/**
 * Keeps features on local disk in Lucene indexes: HNSW where it is faster, exact scans elsewhere.
 */
@ApplicationModule(displayName = "similarity.lucene", allowedDependencies = "similarity")
@NullMarked
package dev.fovea.service.similarity.lucene;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
