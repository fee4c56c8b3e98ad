/** Tests of the whole service: its architecture and its answers over HTTP. */
@NullMarked
package dev.fovea.service;

import org.jspecify.annotations.NullMarked;
