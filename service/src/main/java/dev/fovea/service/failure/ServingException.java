package dev.fovea.service.failure;

/**
 * Why a request was not answered, or a model not loaded. The subtypes are the whole list, and each
 * protocol maps them in one switch without a default: a new subtype does not compile until every
 * protocol knows it.
 */
public abstract sealed class ServingException extends RuntimeException
    permits BodyTooLarge,
        CollectionBusy,
        CollectionNotFound,
        CrossSiteRequest,
        DeadlineExceeded,
        DeviceUnavailable,
        EmptyBody,
        FeatureDisabled,
        Forbidden,
        ImageTooLarge,
        IndexMismatch,
        IndexUnavailable,
        InferenceFailed,
        InvalidParameter,
        InvalidTensor,
        IssuerUnavailable,
        MalformedBody,
        ModelNotFound,
        ModelNotReady,
        ModelRejected,
        NoEarlierVersion,
        NotAnImage,
        NotEnoughMemory,
        QueueFull,
        QuotaExceeded,
        RequestCancelled,
        ServiceStopping,
        SlowClient,
        StorageFull,
        StoredItemNotFound,
        Unauthenticated,
        UndecodableImage,
        UnknownHost,
        WrongModelKind {

  /** Creates a failure that is the client's or the load's doing: no stack trace, for speed. */
  ServingException(String message) {
    super(message, null, false, false);
  }

  /** Creates a failure with the fault behind it, and a stack trace for the log. */
  ServingException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns what happened and what to do about it, in words that are safe to send to a client. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
