/**
 * What is loaded: models, their versions, labels and states, and the way each takes from store to
 * service.
 */
@ApplicationModule(allowedDependencies = "failure")
@NullMarked
package dev.fovea.service.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
