@NullMarked
package dev.fovea.service.protocol;

import org.jspecify.annotations.NullMarked;
