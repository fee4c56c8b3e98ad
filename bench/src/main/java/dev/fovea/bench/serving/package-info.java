/**
 * The packaged service under load, beside reference points measured in the same run: ONNX Runtime
 * alone, ONNX Runtime with decoding (the limit), and an endpoint that only reads the body.
 */
@NullMarked
package dev.fovea.bench.serving;

import org.jspecify.annotations.NullMarked;
