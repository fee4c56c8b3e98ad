/** ONNX Runtime: the only package that imports it. */
@ApplicationModule(allowedDependencies = {"failure", "model", "inference"})
@NullMarked
package dev.fovea.service.inference.onnx;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
