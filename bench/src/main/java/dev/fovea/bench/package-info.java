/** The benchmark's command line: {@code ./fovea bench}. */
@NullMarked
package dev.fovea.bench;

import org.jspecify.annotations.NullMarked;
