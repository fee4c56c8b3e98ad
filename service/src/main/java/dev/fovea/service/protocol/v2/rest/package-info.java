/** The protocol over HTTP: JSON, with tensors as binary data behind it where a client likes. */
@NullMarked
package dev.fovea.service.protocol.v2.rest;

import org.jspecify.annotations.NullMarked;
