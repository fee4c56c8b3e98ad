/** Tests of the client, against the service. */
@NullMarked
package dev.fovea.client;

import org.jspecify.annotations.NullMarked;
