package dev.fovea.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class FoveaApplication {

  /** Starts Spring with the command line's {@code --property=value} arguments. */
  public static void main(String[] arguments) {
    SpringApplication.run(FoveaApplication.class, arguments);
  }
}
