/** What a newcomer does first: posts digits. */
@NullMarked
package dev.fovea.e2e.digits;

import org.jspecify.annotations.NullMarked;
