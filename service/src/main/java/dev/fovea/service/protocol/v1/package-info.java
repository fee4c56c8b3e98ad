/**
 * Fovea's own protocol, {@code /v1}: JSON records as {@code api-spec/openapi.yaml} describes them.
 */
@ApplicationModule(
    allowedDependencies = {"failure", "model", "inference", "classify", "similarity", "protocol"})
@NullMarked
package dev.fovea.service.protocol.v1;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
