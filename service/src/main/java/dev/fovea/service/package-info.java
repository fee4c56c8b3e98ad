/** The HTTP service: classifies pictures, finds similar ones, serves models. */
@NullMarked
package dev.fovea.service;

import org.jspecify.annotations.NullMarked;
