/** Similar images: collections of stored features, and the port that an index engine implements. */
@ApplicationModule(
    displayName = "similarity",
    allowedDependencies = {"failure", "model", "inference", "classify"})
@NullMarked
package dev.fovea.service.similarity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
