package dev.fovea.bench.serving;

/**
 * What a stretch of load came to.
 *
 * @param perSecond answers with status 200 a second
 * @param medianMillis median latency of those
 * @param p99Millis 99th percentile of the same
 * @param answered answers with status 200
 * @param refused answers with status 503
 * @param failed answers with any other status
 * @param clientShare what the client itself took of the machine's cores, 0 to 1
 */
public record LoadResult(
    double perSecond,
    double medianMillis,
    double p99Millis,
    long answered,
    long refused,
    long failed,
    double clientShare) {}
