/** An OpenSearch cluster for tests, run as a process of its own. */
@NullMarked
package dev.fovea.e2e.cluster;

import org.jspecify.annotations.NullMarked;
