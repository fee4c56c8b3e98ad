@NullMarked
package dev.fovea.service.inference.onnx;

import org.jspecify.annotations.NullMarked;
