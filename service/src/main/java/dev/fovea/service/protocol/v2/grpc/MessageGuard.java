package dev.fovea.service.protocol.v2.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.fovea.service.failure.BodyTooLarge;
import dev.fovea.service.failure.QueueFull;
import dev.fovea.service.protocol.BodyMemory;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Has messages parsed only where the memory for what they become is there, and refuses those that
 * cannot be parsed. gRPC's own way is to parse all, and to take a broken one for a fault of the
 * service. The messages are {@link InputStream}s.
 */
final class MessageGuard implements ServerInterceptor {

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new Guarded<>(call, next.startCall(call, headers), ArrivingMessages.SHARE.get());
  }

  private static final class Guarded<Q> extends SimpleForwardingServerCallListener<Q> {

    private final ServerCall<Q, ?> call;
    private final BodyMemory.Share share;
    private boolean begun;
    private boolean refused;

    Guarded(ServerCall<Q, ?> call, ServerCall.Listener<Q> listener, BodyMemory.Share share) {
      super(listener);
      this.call = call;
      this.share = share;
    }

    @Override
    public void onMessage(Q message) {
      if (refused) {
        return;
      }
      try {
        super.onMessage(affordable(message));
      } catch (QueueFull | BodyTooLarge refusal) {
        refuse(Status.RESOURCE_EXHAUSTED.withDescription(refusal.detail()));
      } catch (IOException broken) {
        refuse(malformed(broken));
      } catch (StatusRuntimeException fault) {
        refuse(
            fault.getCause() instanceof InvalidProtocolBufferException broken
                ? malformed(broken)
                : fault.getStatus());
      }
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        super.onHalfClose();
      }
    }

    /** Returns the message from its beginning, with memory taken for what it becomes. */
    @SuppressWarnings("unchecked")
    private Q affordable(Q message) throws IOException {
      if (begun) {
        // The messages before this one of a stream are gone.
        share.release();
      }
      begun = true;
      InputStream wire = readTwice((InputStream) message);
      if (call.getMethodDescriptor().getSchemaDescriptor()
          instanceof ProtoMethodDescriptorSupplier schema) {
        take(wire, schema.getMethodDescriptor().getInputType());
      }
      return (Q) wire;
    }

    private void take(InputStream wire, Descriptor type) throws IOException {
      wire.mark(Integer.MAX_VALUE);
      long bytes = MessageWeight.of(wire, type);
      wire.reset();
      share.takeForObjects(bytes);
    }

    /** A message that was compressed is inflated as it is read, so it is kept. */
    private InputStream readTwice(InputStream wire) throws IOException {
      return wire.markSupported()
          ? wire
          : new ByteArrayInputStream(share.paying(wire).readAllBytes());
    }

    private void refuse(Status status) {
      refused = true;
      call.close(status, new Metadata());
    }

    private static Status malformed(IOException broken) {
      return Status.INVALID_ARGUMENT.withDescription(
          "the message is not what the protocol defines: " + broken.getMessage());
    }
  }
}
