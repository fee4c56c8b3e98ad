/**
 * What the HTTP protocols share: reading a request strictly, waiting for an answer, saying what
 * went wrong.
 */
@ApplicationModule(
    allowedDependencies = {"failure", "model", "inference", "classify", "similarity"})
@NullMarked
package dev.fovea.service.protocol;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
