package dev.fovea.service.protocol;

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
import java.util.Optional;

/** The one place that gives each failure its status. */
public final class Failures {

  private Failures() {}

  /** Maps a failure; a new kind does not compile until it is mapped here. */
  public static Failure of(ServingException failure) {
    String detail = failure.detail();
    return switch (failure) {
      case EmptyBody _ -> Failure.of(400, "empty-body", "Empty body", detail);
      case MalformedBody _ -> Failure.of(400, "malformed-body", "Malformed body", detail);
      case InvalidParameter _ -> Failure.of(400, "invalid-parameter", "Invalid parameter", detail);
      case InvalidTensor _ -> Failure.of(400, "invalid-tensor", "Invalid tensor", detail);
      case WrongModelKind _ -> Failure.of(400, "wrong-model", "Model cannot do this", detail);
      case FeatureDisabled _ -> Failure.of(403, "feature-disabled", "Feature switched off", detail);
      case Unauthenticated _ -> Failure.of(401, "unauthenticated", "Key needed", detail);
      case CrossSiteRequest _ -> Failure.of(403, "cross-site", "From another site", detail);
      case UnknownHost _ -> Failure.of(403, "unknown-host", "Called by another name", detail);
      case Forbidden _ -> Failure.of(403, "forbidden", "Not allowed", detail);
      case QuotaExceeded quota ->
          new Failure(
              429, "quota-exceeded", "Quota exceeded", detail, Optional.of(quota.retryAfter()));
      case ModelNotFound _ -> Failure.of(404, "unknown-model", "Unknown model", detail);
      case CollectionNotFound _ ->
          Failure.of(404, "unknown-collection", "Unknown collection", detail);
      case StoredItemNotFound _ -> Failure.of(404, "not-stored", "Not stored", detail);
      case SlowClient _ -> Failure.of(408, "slow-client", "Too slow", detail);
      case IndexMismatch _ -> Failure.of(409, "index-mismatch", "Built otherwise", detail);
      case NoEarlierVersion _ ->
          Failure.of(409, "no-earlier-version", "No earlier version", detail);
      case CollectionBusy _ -> Failure.of(409, "collection-busy", "Being rebuilt", detail);
      case BodyTooLarge _ -> Failure.of(413, "body-too-large", "Body too large", detail);
      case ImageTooLarge _ -> Failure.of(413, "image-too-large", "Image too large", detail);
      case NotAnImage _ -> Failure.of(415, "not-an-image", "Not an image", detail);
      case UndecodableImage _ ->
          Failure.of(422, "undecodable-image", "Image cannot be decoded", detail);
      case RequestCancelled _ -> Failure.of(499, "cancelled", "Client went away", detail);
      case InferenceFailed _ -> Failure.of(500, "inference-failed", "Inference failed", detail);
      case ModelRejected _ -> Failure.of(500, "model-rejected", "Model refused", detail);
      case DeviceUnavailable _ ->
          Failure.of(500, "device-unavailable", "Device unavailable", detail);
      case IssuerUnavailable away ->
          new Failure(
              503,
              "issuer-unavailable",
              "Issuer unavailable",
              detail,
              Optional.of(away.retryAfter()));
      case ModelNotReady _ -> Failure.of(503, "model-not-ready", "Model not ready", detail);
      case IndexUnavailable _ -> Failure.of(503, "index-unavailable", "Index unavailable", detail);
      case ServiceStopping _ -> Failure.of(503, "stopping", "Shutting down", detail);
      case QueueFull full ->
          new Failure(503, "queue-full", "Too much load", detail, Optional.of(full.retryAfter()));
      case DeadlineExceeded _ -> Failure.of(504, "deadline-exceeded", "Deadline exceeded", detail);
      case StorageFull _ -> Failure.of(507, "storage-full", "Storage full", detail);
      case NotEnoughMemory _ -> Failure.of(507, "not-enough-memory", "Not enough memory", detail);
    };
  }

  /**
   * Names a status that the web framework or the container chose.
   *
   * @param detail what it says about it
   */
  public static Failure of(int status, String detail) {
    return switch (status) {
      case 400 -> Failure.of(status, "bad-request", "Bad request", detail);
      case 404 -> Failure.of(status, "not-found", "Not found", detail);
      case 405 -> Failure.of(status, "method-not-allowed", "Method not allowed", detail);
      case 406 -> Failure.of(status, "not-acceptable", "Not acceptable", detail);
      case 408 -> Failure.of(status, "slow-client", "Too slow", detail);
      case 413 -> Failure.of(status, "body-too-large", "Body too large", detail);
      case 414 -> Failure.of(status, "uri-too-long", "URI too long", detail);
      case 415 -> Failure.of(status, "unsupported-media-type", "Unsupported media type", detail);
      case 501, 505 -> Failure.of(status, "not-implemented", "Not implemented", detail);
      case 431 -> Failure.of(status, "headers-too-large", "Headers too large", detail);
      default ->
          status < 500
              ? Failure.of(status, "bad-request", "Bad request", detail)
              : Failure.of(status, "internal", "Internal error", detail);
    };
  }
}
