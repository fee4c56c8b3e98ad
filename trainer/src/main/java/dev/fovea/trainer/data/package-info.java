/** Labelled pictures from disk, each as uint8 pixels of one size, and batches of them. */
@NullMarked
package dev.fovea.trainer.data;

import org.jspecify.annotations.NullMarked;
