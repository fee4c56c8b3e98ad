/** Tests of the Open Inference Protocol. */
@NullMarked
package dev.fovea.service.protocol.v2;

import org.jspecify.annotations.NullMarked;
