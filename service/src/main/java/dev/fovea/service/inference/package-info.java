/**
 * Runs models: queues requests, decodes pictures straight into a batch, runs the batch, splits the
 * answer.
 */
@ApplicationModule(allowedDependencies = {"failure", "model"})
@NullMarked
package dev.fovea.service.inference;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
