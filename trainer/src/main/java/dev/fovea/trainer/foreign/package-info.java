/**
 * ONNX classifiers that nobody here trained: found out about, brought to the form that the service
 * takes, or refused with the reason.
 */
@NullMarked
package dev.fovea.trainer.foreign;

import org.jspecify.annotations.NullMarked;
