@NullMarked
package dev.fovea.service.security;

import org.jspecify.annotations.NullMarked;
