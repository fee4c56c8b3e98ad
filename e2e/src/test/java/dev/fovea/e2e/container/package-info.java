/** The image: built from the project's Dockerfile, run as a careful operator would run it. */
@NullMarked
package dev.fovea.e2e.container;

import org.jspecify.annotations.NullMarked;
