/** The Helm chart: what it renders, what it refuses, what survives an upgrade. */
@NullMarked
package dev.fovea.e2e.chart;

import org.jspecify.annotations.NullMarked;
