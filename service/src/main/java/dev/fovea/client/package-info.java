/** The client side of {@code ./fovea index}. Knows the service only by its HTTP contract. */
@NullMarked
package dev.fovea.client;

import org.jspecify.annotations.NullMarked;
