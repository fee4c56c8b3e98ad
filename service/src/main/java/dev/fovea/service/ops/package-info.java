/**
 * What an operator sees: health, metrics, the words at start. Sees all packages, is seen by none.
 */
@ApplicationModule(allowedDependencies = {"failure", "model", "inference", "similarity"})
@NullMarked
package dev.fovea.service.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
