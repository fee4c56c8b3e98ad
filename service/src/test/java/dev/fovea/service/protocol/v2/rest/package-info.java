/** Tests of the protocol over HTTP. */
@NullMarked
package dev.fovea.service.protocol.v2.rest;

import org.jspecify.annotations.NullMarked;
