package dev.fovea.service;

import org.springframework.test.context.TestPropertySource;

/**
 * The service with its controls switched on: models are loaded and labels moved by request, a
 * candidate sees every picture, and one model has a queue of one.
 */
@TestPropertySource(
    properties = {
      "fovea.repository.enabled=true",
      "fovea.v2.server-name=triton",
      "fovea.shadow.models.quadrants.version=1",
      "fovea.shadow.models.quadrants.sample=1",
      "fovea.inference.models.plain.queue-capacity=1"
    })
public abstract class ControlledService extends LiveService {}
