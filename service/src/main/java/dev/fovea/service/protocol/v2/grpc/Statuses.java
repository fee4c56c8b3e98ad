package dev.fovea.service.protocol.v2.grpc;

import dev.fovea.service.failure.BodyTooLarge;
import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.failure.CollectionNotFound;
import dev.fovea.service.failure.CrossSiteRequest;
import dev.fovea.service.failure.DeadlineExceeded;
import dev.fovea.service.failure.DeviceUnavailable;
import dev.fovea.service.failure.EmptyBody;
import dev.fovea.service.failure.FeatureDisabled;
import dev.fovea.service.failure.Forbidden;
import dev.fovea.service.failure.ImageTooLarge;
import dev.fovea.service.failure.IndexMismatch;
import dev.fovea.service.failure.IndexUnavailable;
import dev.fovea.service.failure.InferenceFailed;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.failure.IssuerUnavailable;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.failure.ModelNotFound;
import dev.fovea.service.failure.ModelNotReady;
import dev.fovea.service.failure.ModelRejected;
import dev.fovea.service.failure.NoEarlierVersion;
import dev.fovea.service.failure.NotAnImage;
import dev.fovea.service.failure.NotEnoughMemory;
import dev.fovea.service.failure.QueueFull;
import dev.fovea.service.failure.QuotaExceeded;
import dev.fovea.service.failure.RequestCancelled;
import dev.fovea.service.failure.ServiceStopping;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.SlowClient;
import dev.fovea.service.failure.StorageFull;
import dev.fovea.service.failure.StoredItemNotFound;
import dev.fovea.service.failure.Unauthenticated;
import dev.fovea.service.failure.UndecodableImage;
import dev.fovea.service.failure.UnknownHost;
import dev.fovea.service.failure.WrongModelKind;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which gRPC status a failure gets. */
final class Statuses {

  private static final Logger log = LoggerFactory.getLogger(Statuses.class);

  private Statuses() {}

  static StatusException of(Throwable fault) {
    Throwable cause =
        fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    if (cause instanceof ServingException failure) {
      if (failure instanceof InferenceFailed) {
        log.error("{}", failure.detail(), failure);
      }
      return code(failure).withDescription(failure.detail()).asException();
    }
    log.error("a gRPC request failed", cause);
    return Status.INTERNAL
        .withDescription("a fault of the service, which its log describes")
        .asException();
  }

  private static Status code(ServingException failure) {
    return switch (failure) {
      case BodyTooLarge _,
          EmptyBody _,
          ImageTooLarge _,
          InvalidParameter _,
          InvalidTensor _,
          MalformedBody _,
          NotAnImage _,
          UndecodableImage _,
          WrongModelKind _ ->
          Status.INVALID_ARGUMENT;
      case Unauthenticated _ -> Status.UNAUTHENTICATED;
      case CrossSiteRequest _, FeatureDisabled _, Forbidden _, UnknownHost _ ->
          Status.PERMISSION_DENIED;
      case CollectionNotFound _, ModelNotFound _, StoredItemNotFound _ -> Status.NOT_FOUND;
      case CollectionBusy _, IndexMismatch _, NoEarlierVersion _ -> Status.FAILED_PRECONDITION;
      case IndexUnavailable _,
          IssuerUnavailable _,
          ModelNotReady _,
          QueueFull _,
          ServiceStopping _ ->
          Status.UNAVAILABLE;
      case DeadlineExceeded _, SlowClient _ -> Status.DEADLINE_EXCEEDED;
      case RequestCancelled _ -> Status.CANCELLED;
      case NotEnoughMemory _, QuotaExceeded _, StorageFull _ -> Status.RESOURCE_EXHAUSTED;
      case DeviceUnavailable _, InferenceFailed _, ModelRejected _ -> Status.INTERNAL;
    };
  }
}
