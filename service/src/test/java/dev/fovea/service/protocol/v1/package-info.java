@NullMarked
package dev.fovea.service.protocol.v1;

import org.jspecify.annotations.NullMarked;
