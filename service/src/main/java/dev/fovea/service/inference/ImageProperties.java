package dev.fovea.service.inference;

import dev.fovea.vision.ImageLimits;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code fovea.images}: bounds on the pictures that are decoded.
 *
 * @param maxSide longest width or height in pixels
 * @param maxPixels largest width times height
 */
@Validated
@ConfigurationProperties(prefix = "fovea.images", ignoreUnknownFields = false)
public record ImageProperties(
    @DefaultValue("16384") @Min(1) int maxSide, @DefaultValue("64000000") @Min(1) long maxPixels) {

  /** Returns the bounds as the decoder wants them. */
  ImageLimits limits() {
    return new ImageLimits(maxSide, maxPixels);
  }
}
