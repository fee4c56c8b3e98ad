package dev.fovea.service.protocol.v2.grpc;

import dev.fovea.service.failure.QueueFull;
import dev.fovea.service.protocol.BodyMemory;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import org.springframework.grpc.server.ServerBuilderCustomizer;
import org.springframework.stereotype.Component;

/**
 * Takes memory for messages as they arrive: gRPC gathers all of one before anybody may look at it.
 * What a call has taken it holds until it is over.
 */
@Component
final class ArrivingMessages extends ServerStreamTracer.Factory
    implements ServerBuilderCustomizer<NettyServerBuilder> {

  /** What a call holds of the memory. */
  static final Context.Key<BodyMemory.Share> SHARE = Context.key("share of the body memory");

  private final BodyMemory memory;

  ArrivingMessages(BodyMemory memory) {
    this.memory = memory;
  }

  @Override
  public void customize(NettyServerBuilder server) {
    server.addStreamTracerFactory(this);
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new Paying(memory.share());
  }

  private static final class Paying extends ServerStreamTracer {

    private final BodyMemory.Share share;

    Paying(BodyMemory.Share share) {
      this.share = share;
    }

    @Override
    public Context filterContext(Context context) {
      return context.withValue(SHARE, share);
    }

    /** Refuses as gRPC itself refuses a message that is too large. */
    @Override
    public void inboundWireSize(long bytes) {
      try {
        share.takeForBytes(bytes);
      } catch (QueueFull full) {
        throw Status.RESOURCE_EXHAUSTED.withDescription(full.detail()).asRuntimeException();
      }
    }

    @Override
    public void streamClosed(Status status) {
      share.close();
    }
  }
}
