/** What an operator sees of the packaged service: traces, metrics, boards. */
@NullMarked
package dev.fovea.e2e.telemetry;

import org.jspecify.annotations.NullMarked;
