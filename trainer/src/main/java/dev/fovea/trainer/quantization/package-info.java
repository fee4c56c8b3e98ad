/**
 * int8: brings a float32 graph to 8-bit weights and activations, with ranges measured on real
 * pictures. Nothing is trained.
 */
@NullMarked
package dev.fovea.trainer.quantization;

import org.jspecify.annotations.NullMarked;
