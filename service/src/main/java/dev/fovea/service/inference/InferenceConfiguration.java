package dev.fovea.service.inference;

import dev.fovea.service.model.Lifecycle;
import dev.fovea.service.model.LoadedModels;
import dev.fovea.service.model.ModelProperties;
import dev.fovea.vision.ImageDecoder;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts store, sessions and queues together. */
@Configuration(proxyBeanMethods = false)
class InferenceConfiguration {

  @Bean
  LoadedModels<Batcher> loadedModels() {
    return new LoadedModels<>();
  }

  @Bean
  Inference inference(
      LoadedModels<Batcher> models, ShadowProperties shadows, MeterRegistry registry) {
    return new Inference(
        models, new Shadow(shadows, models, registry, RandomGenerator.getDefault()));
  }

  @Bean
  Decoders decoders() {
    return new Decoders(Runtime.getRuntime().availableProcessors());
  }

  @Bean
  ImageDecoder imageDecoder(ImageProperties images) {
    return new ImageDecoder(images.limits());
  }

  @Bean
  Previews previews(LoadedModels<Batcher> models, ImageDecoder decoder) {
    return new Previews(models, decoder, Runtime.getRuntime().availableProcessors());
  }

  @Bean
  BatcherFactory batcherFactory(
      SessionFactory sessions,
      InferenceProperties properties,
      ImageDecoder decoder,
      Decoders decoders,
      MeterRegistry registry,
      ObjectProvider<RunListener> runs) {
    return new BatcherFactory(
        sessions,
        properties,
        decoder,
        decoders,
        registry,
        runs.getIfAvailable(() -> RunListener.NONE));
  }

  /** Loads from the moment it is made; stops even if the service is never put together. */
  @Bean(destroyMethod = "stop")
  Lifecycle<Batcher> lifecycle(
      ModelProperties properties,
      BatcherFactory factory,
      LoadedModels<Batcher> models,
      ApplicationEventPublisher events) {
    return new Lifecycle<>(properties.open(), properties, factory, models, events).begin();
  }
}
