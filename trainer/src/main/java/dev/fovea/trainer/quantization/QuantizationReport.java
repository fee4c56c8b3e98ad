package dev.fovea.trainer.quantization;

import java.util.Map;

/**
 * What quantizing a model cost, measured on a whole data set; its fields are those of the JSON
 * file.
 *
 * @param images pictures that were answered
 * @param float32Top1 share that the float32 graph gets right
 * @param top1 share that the int8 graph gets right
 * @param float32Top5 share whose true class the float32 graph has among its first five
 * @param top5 share whose true class the int8 graph has among its first five
 * @param featuresOverlapAt6 share of each picture's six nearest that both graphs' features name
 * @param normalizationErrors error of each normalisation's straight line, relative to the root mean
 *     square of its output
 * @param calibrationPictures pictures that the ranges were measured on
 * @param calibrationSha256 digest of those pictures, in their order
 * @param calibrationMethod how a range was chosen
 */
public record QuantizationReport(
    int images,
    double float32Top1,
    double top1,
    double float32Top5,
    double top5,
    double featuresOverlapAt6,
    Map<String, Double> normalizationErrors,
    int calibrationPictures,
    String calibrationSha256,
    String calibrationMethod) {

  /** Copies the errors. */
  public QuantizationReport {
    normalizationErrors = Map.copyOf(normalizationErrors);
  }

  /** Returns how much accuracy int8 costs, as a share of the pictures. */
  public double loss() {
    return float32Top1 - top1;
  }
}
