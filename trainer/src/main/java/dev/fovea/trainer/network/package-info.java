/**
 * A network as data: an input and a list of layers, described once and folded three ways (summary,
 * libtorch module, ONNX graph), and the numbers that training gives it.
 */
@NullMarked
package dev.fovea.trainer.network;

import org.jspecify.annotations.NullMarked;
