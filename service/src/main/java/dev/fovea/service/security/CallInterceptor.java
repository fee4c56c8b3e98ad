package dev.fovea.service.security;

import dev.fovea.service.failure.Forbidden;
import dev.fovea.service.failure.IssuerUnavailable;
import dev.fovea.service.failure.QuotaExceeded;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.Unauthenticated;
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
 * The same keys, tokens, scopes and quotas for gRPC, sent in the metadata {@code authorization}.
 * Where nobody is asked for a key, only this machine is answered.
 */
@Component
@GlobalServerInterceptor
final class CallInterceptor implements ServerInterceptor {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final SecurityProperties properties;
  private final Callers callers;
  private final Quotas quotas;

  CallInterceptor(SecurityProperties properties, Callers callers, Quotas quotas) {
    this.properties = properties;
    this.callers = callers;
    this.quotas = quotas;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Optional<Quota> quota;
    try {
      quota = admit(call, headers);
    } catch (ServingException refusal) {
      call.close(status(refusal), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return quota.isPresent()
        ? counted(quota.get(), call, headers, next)
        : next.startCall(call, headers);
  }

  /** A call that does not start has no end either, so its place is given back here. */
  private static <Q, A> ServerCall.Listener<Q> counted(
      Quota quota, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    try {
      return new ReleasingListener<>(next.startCall(call, headers), quota);
    } catch (RuntimeException | Error fault) {
      quota.release();
      throw fault;
    }
  }

  /** Returns the quota that a place was taken of, if the call counts against one. */
  private Optional<Quota> admit(ServerCall<?, ?> call, Metadata headers) {
    Optional<Scope> scope = scope(call.getMethodDescriptor().getBareMethodName());
    if (!properties.asks()) {
      requireLocal(call);
      return Optional.empty();
    }
    if (scope.isEmpty()) {
      return Optional.empty();
    }
    Caller caller =
        CallerFilter.bearer(headers.get(AUTHORIZATION))
            .map(callers::recognise)
            .orElseThrow(() ->
                new Unauthenticated(
                    "this needs a key: send the metadata 'authorization: Bearer <key>'"));
    if (!caller.scopes().contains(scope.get())) {
      throw new Forbidden(scope.get().text());
    }
    return quotas.acquire(caller);
  }

  private void requireLocal(ServerCall<?, ?> call) {
    boolean local =
        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress peer
            && peer.getAddress().isLoopbackAddress();
    if (!local && !properties.anonymous()) {
      throw new Unauthenticated("no keys are configured here, so only this machine is answered");
    }
  }

  private static Status status(ServingException refusal) {
    Status status =
        switch (refusal) {
          case Forbidden _ -> Status.PERMISSION_DENIED;
          case QuotaExceeded _ -> Status.RESOURCE_EXHAUSTED;
          case IssuerUnavailable _ -> Status.UNAVAILABLE;
          default -> Status.UNAUTHENTICATED;
        };
    return status.withDescription(refusal.detail());
  }

  private static Optional<Scope> scope(@Nullable String method) {
    return switch (method == null ? "" : method) {
      case "ServerLive", "ServerReady", "Check", "Watch" -> Optional.empty();
      case "RepositoryModelLoad", "RepositoryModelUnload" -> Optional.of(Scope.ADMIN);
      default -> Optional.of(Scope.INFER);
    };
  }
}
