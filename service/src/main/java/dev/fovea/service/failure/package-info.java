/**
 * Everything that can go wrong with a request or a model, as one sealed type.
 *
 * <p>Subtypes carry facts and say in their message what happened and what to do about it. Which
 * status a failure gets is the protocols' business.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.fovea.service.failure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
