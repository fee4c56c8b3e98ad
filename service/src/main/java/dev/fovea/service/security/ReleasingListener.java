package dev.fovea.service.security;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;

/** Gives a call's place in the quota back at its end; gRPC promises exactly one of the two. */
final class ReleasingListener<Q> extends SimpleForwardingServerCallListener<Q> {

  private final Quota quota;

  ReleasingListener(ServerCall.Listener<Q> listener, Quota quota) {
    super(listener);
    this.quota = quota;
  }

  @Override
  public void onComplete() {
    quota.release();
    super.onComplete();
  }

  @Override
  public void onCancel() {
    quota.release();
    super.onCancel();
  }
}
