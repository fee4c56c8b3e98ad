/**
 * The format of a model on disk, and the code that reads, verifies and writes it.
 *
 * <p>A store is a folder of {@code <name>/<version>/}; a version is complete or absent, because it
 * is written beside and renamed.
 */
@NullMarked
package dev.fovea.modelstore;

import org.jspecify.annotations.NullMarked;
