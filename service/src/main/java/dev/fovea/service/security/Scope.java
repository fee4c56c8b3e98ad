package dev.fovea.service.security;

import java.util.Locale;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a key may be allowed to do; none includes another. */
enum Scope {
  /** Ask models and search collections. */
  INFER,
  /** Write collections and their images. */
  INDEX,
  /** Load, unload and promote models, take snapshots. */
  ADMIN;

  /** Returns its name on the wire and in files. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns it as Spring Security names the scope of a token. */
  GrantedAuthority authority() {
    return new SimpleGrantedAuthority("SCOPE_" + text());
  }
}
