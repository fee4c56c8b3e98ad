/** Puts a trained network into a model store as a version that can be served. */
@NullMarked
package dev.fovea.trainer.publication;

import org.jspecify.annotations.NullMarked;
