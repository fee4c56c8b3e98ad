/**
 * What goes wrong where it is run: processes are killed, disks fill, files are damaged, more is
 * asked than can be done. Each is done to the packaged service.
 */
@NullMarked
package dev.fovea.e2e.faults;

import org.jspecify.annotations.NullMarked;
