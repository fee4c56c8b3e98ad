/**
 * ONNX graphs: a {@link dev.fovea.trainer.network.Network} folded into one, and passes that rewrite
 * one, whoever made it.
 */
@NullMarked
package dev.fovea.trainer.onnx;

import org.jspecify.annotations.NullMarked;
