/** The papers' figures beside ours: one experiment a row of one table. */
@NullMarked
package dev.fovea.trainer.reproduce;

import org.jspecify.annotations.NullMarked;
