package dev.fovea.service.inference;

import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.modelstore.ModelVersion;

/** Opens sessions. */
public interface SessionFactory {

  /**
   * Opens the graph of a verified version on the configured device.
   *
   * @throws dev.fovea.service.failure.ModelRejected if the runtime cannot read the graph
   * @throws dev.fovea.service.failure.DeviceUnavailable if the device is demanded and not there
   */
  @MustBeClosed
  Session open(ModelVersion version);

  /**
   * Opens the same on the thread of the caller alone, for a graph so small that waking others costs
   * more than they take over.
   */
  @MustBeClosed
  Session openSingleThreaded(ModelVersion version);
}
