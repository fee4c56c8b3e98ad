/** The trainer's command line: one class a command, which reads options and calls the rest. */
@NullMarked
package dev.fovea.trainer.cli;

import org.jspecify.annotations.NullMarked;
