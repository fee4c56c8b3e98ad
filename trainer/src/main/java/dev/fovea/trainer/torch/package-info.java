/**
 * The libtorch fold of a network, and the only importer of {@code org.bytedeco.pytorch}: forward,
 * backward, one step of gradient descent.
 */
@NullMarked
package dev.fovea.trainer.torch;

import org.jspecify.annotations.NullMarked;
