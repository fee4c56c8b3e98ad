package dev.fovea.service.protocol.v2.rest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers in the protocol's JSON, whatever the client says that it accepts. */
final class Json {

  private Json() {}

  static ResponseEntity<byte[]> ok(Object body) {
    return of(200, body);
  }

  static ResponseEntity<byte[]> of(int status, Object body) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(ProtocolJson.MAPPER.writeValueAsBytes(body));
  }
}
