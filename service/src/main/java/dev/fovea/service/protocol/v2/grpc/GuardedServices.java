package dev.fovea.service.protocol.v2.grpc;

import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.grpc.server.GrpcServerFactory;
import org.springframework.grpc.server.service.DefaultGrpcServiceConfigurer;
import org.springframework.grpc.server.service.GrpcServiceSpec;
import org.springframework.stereotype.Component;

/** Binds every service as Spring does, with a {@link MessageGuard} in front of its messages. */
@Component
final class GuardedServices extends DefaultGrpcServiceConfigurer {

  GuardedServices(ApplicationContext context) {
    super(context);
  }

  @Override
  public ServerServiceDefinition configure(
      GrpcServiceSpec service, @Nullable GrpcServerFactory factory) {
    return ServerInterceptors.intercept(
        ServerInterceptors.useMarshalledMessages(super.configure(service, factory), new Unparsed()),
        new MessageGuard());
  }

  /** Leaves messages as they travel. */
  private static final class Unparsed implements Marshaller<InputStream> {

    @Override
    public InputStream stream(InputStream message) {
      return message;
    }

    @Override
    public InputStream parse(InputStream message) {
      return message;
    }
  }
}
