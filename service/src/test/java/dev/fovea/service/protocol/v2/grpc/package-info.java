/** Tests of the protocol over gRPC. */
@NullMarked
package dev.fovea.service.protocol.v2.grpc;

import org.jspecify.annotations.NullMarked;
