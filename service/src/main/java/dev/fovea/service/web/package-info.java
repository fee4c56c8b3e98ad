/**
 * The page, the API reference and the contract, as files that browsers may keep but must ask about.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.fovea.service.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
