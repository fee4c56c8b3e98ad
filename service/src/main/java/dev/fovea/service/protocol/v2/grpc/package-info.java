/**
 * The protocol over gRPC: {@code inference.GRPCInferenceService} as {@code open_inference.proto}
 * describes it, on a port of its own.
 */
@NullMarked
package dev.fovea.service.protocol.v2.grpc;

import org.jspecify.annotations.NullMarked;
