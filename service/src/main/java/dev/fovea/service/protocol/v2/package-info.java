/**
 * The Open Inference Protocol: what its requests ask and its answers say, whichever way they
 * travel. {@code rest} and {@code grpc} are the two ways.
 */
@ApplicationModule(allowedDependencies = {"failure", "model", "inference", "protocol"})
@NullMarked
package dev.fovea.service.protocol.v2;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
