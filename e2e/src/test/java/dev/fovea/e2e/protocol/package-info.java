/**
 * Clients of the Open Inference Protocol that were not written here, against the packaged service.
 */
@NullMarked
package dev.fovea.e2e.protocol;

import org.jspecify.annotations.NullMarked;
