/** The training loop: batches, epochs, validation, checkpoints, resuming. */
@NullMarked
package dev.fovea.trainer.training;

import org.jspecify.annotations.NullMarked;
