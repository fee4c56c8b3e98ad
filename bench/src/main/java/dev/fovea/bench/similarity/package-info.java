/** Measures the embedded index: recall, and the time of a search beside a scan of everything. */
@NullMarked
package dev.fovea.bench.similarity;

import org.jspecify.annotations.NullMarked;
