/**
 * Measures a model version as it will be served: encoded pictures through {@code vision} and the
 * ONNX file through ONNX Runtime, never through the graph that was trained.
 */
@NullMarked
package dev.fovea.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
