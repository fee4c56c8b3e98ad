package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.failure.CrossSiteRequest;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.UnknownHost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.handler.HandlerExceptionResolverComposite;

final class ForeignPagesTest {

  private static final RefusedRequests NO_ANSWERS =
      new RefusedRequests(new HandlerExceptionResolverComposite());

  private final ForeignPages local =
      new ForeignPages(Optional.of(new HostNames(List.of())), NO_ANSWERS);
  private final ForeignPages behindAGateway = new ForeignPages(Optional.empty(), NO_ANSWERS);

  @ParameterizedTest
  @CsvSource({"POST, cross-site", "PUT, same-site", "DELETE, cross-site", "POST, unheard-of"})
  void refusesWhatAnotherSiteWrites(String method, String site) {
    assertThat(refusal(request(method), "Sec-Fetch-Site", site))
        .containsInstanceOf(CrossSiteRequest.class);
  }

  @ParameterizedTest
  @CsvSource({"GET, cross-site", "HEAD, same-site", "OPTIONS, cross-site"})
  void letsEverybodyReadAsBrowsersShowNoAnswerToAnotherSite(String method, String site) {
    assertThat(refusal(request(method), "Sec-Fetch-Site", site)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void letsItsOwnPageWriteWhateverAProxyMadeOfTheHost(String site) {
    MockHttpServletRequest request = request("POST");
    request.addHeader("Origin", "https://shop.example");
    assertThat(refusal(request, "Sec-Fetch-Site", site)).isEmpty();
  }

  @Test
  void letsProgramsWriteWhichSendNeither() {
    assertThat(local.refusal(request("POST"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000",
        "http://localhost",
        "http://other.localhost:8080",
        "http://evil.example:8080",
        "null",
        "",
        "http://local host:8080",
        "file://"
      })
  void refusesAnotherOriginOfAnOldBrowser(String origin) {
    assertThat(refusal(request("POST"), "Origin", origin))
        .containsInstanceOf(CrossSiteRequest.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, localhost:8080",
    "http://LOCALHOST:8080, localhost:8080",
    "https://localhost:8080, localhost:8080",
    "http://[::1]:8080, [::1]:8080",
    "https://shop.example, shop.example",
    "https://shop.example, shop.example:443",
    "https://shop.example:8443, shop.example"
  })
  void letsItsOwnPageInAnOldBrowserWriteAlsoThroughAProxyThatEndsTls(String origin, String host) {
    MockHttpServletRequest request = request("POST", host);
    request.addHeader("Origin", origin);
    assertThat(behindAGateway.refusal(request)).isEmpty();
  }

  @Test
  void refusesANameThatIsNotItsOwnAlsoForReading() {
    assertThat(local.refusal(request("GET", "evil.example:8080")))
        .containsInstanceOf(UnknownHost.class)
        .hasValueSatisfying(refusal ->
            assertThat(refusal.detail())
                .contains("evil.example:8080", "fovea.security.allowed-hosts"));
    assertThat(behindAGateway.refusal(request("GET", "evil.example:8080"))).isEmpty();
  }

  @Test
  void believesNoHeaderThatAPageMayAdd() {
    MockHttpServletRequest request = request("GET", "evil.example:8080");
    assertThat(refusal(request, "X-Forwarded-Host", "localhost"))
        .containsInstanceOf(UnknownHost.class);
  }

  private Optional<ServingException> refusal(
      MockHttpServletRequest request, String header, String value) {
    request.addHeader(header, value);
    return local.refusal(request);
  }

  private static MockHttpServletRequest request(String method) {
    return request(method, "localhost:8080");
  }

  private static MockHttpServletRequest request(String method, String host) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, "/v1/collections/photos");
    int port = host.lastIndexOf(':');
    boolean named = port > host.lastIndexOf(']');
    request.addHeader("Host", host);
    request.setServerName(named ? host.substring(0, port) : host);
    request.setServerPort(named ? Integer.parseInt(host.substring(port + 1)) : 80);
    return request;
  }
}
