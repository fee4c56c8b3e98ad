/** Black-box tests of what is shipped: the packaged service, its image, its chart. */
@NullMarked
package dev.fovea.e2e;

import org.jspecify.annotations.NullMarked;
