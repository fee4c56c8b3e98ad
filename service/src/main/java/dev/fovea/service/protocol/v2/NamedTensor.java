package dev.fovea.service.protocol.v2;

import dev.fovea.service.inference.Tensor;

/**
 * A tensor on its way in or out.
 *
 * @param name the graph's name for it
 * @param tensor type, shape and elements
 */
public record NamedTensor(String name, Tensor tensor) {}
