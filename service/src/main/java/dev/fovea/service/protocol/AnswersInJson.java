package dev.fovea.service.protocol;

import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.AbstractJacksonHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;

/**
 * Leaves JSON as the one form of an answer that is an object, as the contract has it. Libraries
 * that read YAML, CBOR and Smile are here for other reasons, and Spring would answer in them.
 */
@Configuration(proxyBeanMethods = false)
class AnswersInJson {

  @Bean
  ServerHttpMessageConvertersCustomizer jsonOnly() {
    return converters ->
        converters.configureMessageConvertersList(list ->
            list.removeIf(converter ->
                converter instanceof AbstractJacksonHttpMessageConverter<?>
                    && !(converter instanceof JacksonJsonHttpMessageConverter)));
  }
}
