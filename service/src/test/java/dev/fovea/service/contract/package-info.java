/** The service held against {@code api-spec/openapi.yaml}, in both directions. */
@NullMarked
package dev.fovea.service.contract;

import org.jspecify.annotations.NullMarked;
