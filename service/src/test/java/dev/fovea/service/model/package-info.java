@NullMarked
package dev.fovea.service.model;

import org.jspecify.annotations.NullMarked;
