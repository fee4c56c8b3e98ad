/** Gathers what a release publishes into one folder. */
@NullMarked
package dev.fovea.release;

import org.jspecify.annotations.NullMarked;
