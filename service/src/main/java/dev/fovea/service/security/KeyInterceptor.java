package dev.fovea.service.security;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.stereotype.Component;

/**
 * The same keys and scopes for gRPC, sent in the metadata {@code authorization}. Tokens of an
 * issuer and quotas are for HTTP. Without keys, only this machine is answered.
 */
@Component
@GlobalServerInterceptor
final class KeyInterceptor implements ServerInterceptor {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String BEARER = "Bearer ";

  private final SecurityProperties properties;
  private final KeyFile keys;

  KeyInterceptor(SecurityProperties properties, KeyFile keys) {
    this.properties = properties;
    this.keys = keys;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Status status = properties.asks() ? byKey(call, headers) : byAddress(call);
    if (status.isOk()) {
      return next.startCall(call, headers);
    }
    call.close(status, new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private Status byKey(ServerCall<?, ?> call, Metadata headers) {
    Optional<Scope> scope = scope(call.getMethodDescriptor().getBareMethodName());
    if (scope.isEmpty()) {
      return Status.OK;
    }
    @Nullable String sent = headers.get(AUTHORIZATION);
    if (sent == null || !sent.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Status.UNAUTHENTICATED.withDescription(
          "this needs a key: send the metadata 'authorization: Bearer <key>'");
    }
    return keys.find(sent.substring(BEARER.length()).strip())
        .map(key ->
            key.scopes().contains(scope.get())
                ? Status.OK
                : Status.PERMISSION_DENIED.withDescription(
                    "this needs a key with the scope '%s'".formatted(scope.get().text())))
        .orElseGet(() -> Status.UNAUTHENTICATED.withDescription("this key is not known"));
  }

  private Status byAddress(ServerCall<?, ?> call) {
    boolean local =
        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress peer
            && peer.getAddress().isLoopbackAddress();
    return local || properties.anonymous()
        ? Status.OK
        : Status.UNAUTHENTICATED.withDescription(
            "no keys are configured here, so only this machine is answered");
  }

  private static Optional<Scope> scope(@Nullable String method) {
    return switch (method == null ? "" : method) {
      case "ServerLive", "ServerReady", "Check", "Watch" -> Optional.empty();
      case "RepositoryModelLoad", "RepositoryModelUnload" -> Optional.of(Scope.ADMIN);
      default -> Optional.of(Scope.INFER);
    };
  }
}
