/**
 * Bytes to pixels to tensor: sniffs, bounds, decodes, orients, resizes and crops a picture.
 *
 * <p>Trainer and service both go through this package, so a model sees in production exactly what
 * it saw in training.
 */
@NullMarked
package dev.fovea.vision;

import org.jspecify.annotations.NullMarked;
