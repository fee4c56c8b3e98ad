/** The page and the API reference in a real browser, as people use them. */
@NullMarked
package dev.fovea.e2e.page;

import org.jspecify.annotations.NullMarked;
