/** What a run measured, as pictures, as JSON, and as one page that opens from disk. */
@NullMarked
package dev.fovea.trainer.report;

import org.jspecify.annotations.NullMarked;
