/** Everything a training run chooses, as data: hyperparameters, schedules, augmentation. */
@NullMarked
package dev.fovea.trainer.recipe;

import org.jspecify.annotations.NullMarked;
