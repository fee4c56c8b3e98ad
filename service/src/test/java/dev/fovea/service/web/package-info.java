@NullMarked
package dev.fovea.service.web;

import org.jspecify.annotations.NullMarked;
