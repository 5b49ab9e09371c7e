package io.freehold.domain.identity;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  @ParameterizedTest
  @CsvSource({
    "https://ps.example.com, https://ps.example.com",
    "https://ps.example.com/, https://ps.example.com",
    "https://ps.example.com:443, https://ps.example.com",
    "https://ps.example.com:443/, https://ps.example.com",
    "HTTPS://PS.EXAMPLE.COM, https://ps.example.com",
    "Https://Ps.Example.Com:443/, https://ps.example.com",
    "http://ps.example.com:80, http://ps.example.com",
    "http://ps.example.com:443, http://ps.example.com:443",
    "https://ps.example.com:80, https://ps.example.com:80",
    "https://ps.example.com:8443, https://ps.example.com:8443",
    "http://localhost:8080, http://localhost:8080",
    "http://127.0.0.1:8080/, http://127.0.0.1:8080",
    "http://[::1]:8080, http://[::1]:8080",
    "http://[::FFFF:127.0.0.1], http://[::ffff:127.0.0.1]",
    "https://xn--bcher-kva.example, https://xn--bcher-kva.example",
    "https://a-b.c--d.example, https://a-b.c--d.example",
    "https://ps.example.com:65535, https://ps.example.com:65535",
    "https://ps.example.com:1, https://ps.example.com:1"
  })
  void hasOneCanonicalSpelling(String text, String canonical) {
    assertThat(new Origin(text)).hasToString(canonical);
    assertThat(new Origin(text)).isEqualTo(new Origin(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ps.example.com",
        "//ps.example.com",
        "https:ps.example.com",
        "https:/ps.example.com",
        "https:///ps.example.com",
        "https://",
        "https:///",
        "ftp://ps.example.com",
        "ws://ps.example.com",
        "javascript://ps.example.com",
        " https://ps.example.com",
        "https://ps.example.com ",
        "https://ps.example.com\n",
        "https://ps.example.com\t/",
        "https://ps.example.com//",
        "https://ps.example.com/v1",
        "https://ps.example.com/.",
        "https://ps.example.com?",
        "https://ps.example.com/?a=1",
        "https://ps.example.com#",
        "https://ps.example.com/#a",
        "https://owner@ps.example.com",
        "https://owner:secret@ps.example.com",
        "https://@ps.example.com",
        "https://ps.example.com@evil.example",
        "https://ps.example.com\\@evil.example",
        "https://ps.example.com\\",
        "https://ps.example.com.",
        "https://.ps.example.com",
        "https://ps..example.com",
        "https://-ps.example.com",
        "https://ps-.example.com",
        "https://ps_x.example.com",
        "https://ps.example.com:",
        "https://ps.example.com:0",
        "https://ps.example.com:0443",
        "https://ps.example.com:+443",
        "https://ps.example.com:65536",
        "https://ps.example.com:99999",
        "https://ps.example.com:443443",
        "https://ps.example.com:https",
        "https://ps.example.com:443:443",
        "https://*.example.com",
        "https://ps%2eexample.com",
        "https://bücher.example",
        "https://ｐｓ.example.com",
        "https://ps。example.com",
        "https://pѕ.example.com",
        "https://\u212Aelvin.example",
        "http\u017F://ps.example.com",
        "https://ps.example.com\u0000",
        "https://ps.example.com\u200b",
        "https://[::1",
        "https://::1",
        "https://[]",
        "https://[g::1]",
        "https://[::1%25eth0]",
        "null"
      })
  void refusesEverythingElse(String text) {
    assertImpossible(() -> new Origin(text));
  }

  @Test
  void refusesWhatIsTooLongToBeAHost() {
    String host = "a".repeat(300 - "https://".length());

    assertThat(new Origin("https://" + host).value()).hasSize(300);
    assertImpossible(() -> new Origin("https://" + host + "a"));
  }

  @Test
  void tellsDifferentHostsSchemesAndPortsApart() {
    var origin = new Origin("https://ps.example.com");

    assertThat(origin)
        .isNotEqualTo(new Origin("http://ps.example.com"))
        .isNotEqualTo(new Origin("https://ps.example.com:8443"))
        .isNotEqualTo(new Origin("https://example.com"))
        .isNotEqualTo(new Origin("https://ps.example.com.evil.example"))
        .isNotEqualTo(new Origin("http://ps.example.com:443"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://ps.example.com, ps.example.com, true, false",
    "https://ps.example.com:8443, ps.example.com, true, false",
    "http://localhost:8080, localhost, false, true",
    "https://localhost, localhost, true, true",
    "http://127.0.0.1, 127.0.0.1, false, true",
    "http://[::1]:8080, [::1], false, true",
    "http://[2001:db8::1], [2001:db8::1], false, false",
    "http://127.0.0.2:80, 127.0.0.2, false, false",
    "http://localhost.example.com, localhost.example.com, false, false"
  })
  void knowsItsHost(String text, String host, boolean isSecure, boolean isLoopback) {
    var origin = new Origin(text);

    assertThat(origin.host()).isEqualTo(host);
    assertThat(origin.isSecure()).isEqualTo(isSecure);
    assertThat(origin.isLoopback()).isEqualTo(isLoopback);
  }
}
