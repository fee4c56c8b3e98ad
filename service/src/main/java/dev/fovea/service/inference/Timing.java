package dev.fovea.service.inference;

/**
 * Where a request's time went.
 *
 * @param decodeNanos bytes to pixels
 * @param preprocessNanos resize, crop and copy into the batch
 * @param queueNanos waiting: for a decoder, and for the batch to start
 * @param inferNanos the run of the batch it was in
 */
public record Timing(long decodeNanos, long preprocessNanos, long queueNanos, long inferNanos) {}
