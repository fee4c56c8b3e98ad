/** Pictures to labelled classes: what is this. */
@ApplicationModule(allowedDependencies = {"failure", "model", "inference"})
@NullMarked
package dev.fovea.service.classify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
